"""The notebooks of this package, type-checked and run cell by cell as a front end does."""

import os
from pathlib import Path
from unittest import TestCase

import nbformat
from nbclient import NotebookClient

from kernel_case import KERNEL

FOLDER = Path(__file__).resolve().parents[3] / "notebooks"


class Notebooks(TestCase):
    def test_each_runs_to_its_end(self):
        names = sorted(FOLDER.glob("*.ipynb"))
        self.assertGreater(len(names), 5)
        for name in names:
            with self.subTest(name.name):
                made = nbformat.read(name, 4)
                NotebookClient(
                    made, timeout=300, kernel_name=KERNEL, resources={"metadata": {"path": os.fspath(FOLDER)}}
                ).execute()
                outputs = [output for cell in made.cells for output in cell.get("outputs", [])]
                self.assertEqual([o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"], [])
                kinds = {mime for output in outputs for mime in output.get("data", {})}
                self.assertTrue({"image/svg+xml", "text/html", "text/markdown"} <= kinds, kinds)
