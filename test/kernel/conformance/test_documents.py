"""Programs that run notebooks stop at the cell that fails and say why."""

import os
import subprocess
import sys
import tempfile
from unittest import TestCase

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kernel_case import KERNEL

# What makes a notebook fail: the cell, and the name and message that must be told.
FAILING = {
    "throws": ("throw new RangeError('out of range')", "RangeError", "out of range"),
    "does not type-check": ("const n: string = 5", "TypeCheckError", "not assignable to type 'string'"),
    "does not parse": ("const = 5", "SyntaxError", ""),
    "rejects late": ("Promise.reject(new Error('nobody waited'))\nconst x = 1", "Error", "nobody waited"),
    "throws in a timer": ("setTimeout(() => { throw new Error('too late') }, 0)\nundefined", "Error", "too late"),
    "throws in a timer that is due soon": ("setTimeout(() => { throw new Error('later') }, 50); 1", "Error", "later"),
    "exits": ("process.exit(0)", "Error", "process.exit"),
    "is killed": ("process.kill(process.pid, 'SIGKILL'); for (;;) {}", "", "again"),
}


def notebook(*sources, tags=None):
    made = new_notebook(metadata={"kernelspec": {"name": KERNEL, "display_name": "TypeScript", "language": "typescript"}})
    made.cells = [new_markdown_cell("# A notebook"), *(new_code_cell(source) for source in sources)]
    for index, tag in (tags or {}).items():
        made.cells[index].metadata["tags"] = [tag]
    return made


class Documents(TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name

    def write(self, made, name="made.ipynb"):
        path = os.path.join(self.folder, name)
        nbformat.write(made, path)
        return path

    def command(self, *arguments):
        return subprocess.run(
            [sys.executable, "-m", *arguments], cwd=self.folder, capture_output=True, text=True, timeout=180
        )

    def convert(self, path, *more):
        return self.command("nbconvert", "--to", "notebook", "--execute", "--output", "out.ipynb", *more, path)

    def test_a_notebook_runs(self):
        path = self.write(notebook("const a = 20", "a * 2", "console.log('text')", "({ 'a': 1 })"))
        done = self.convert(path)
        self.assertEqual(done.returncode, 0, done.stderr)
        cells = nbformat.read(os.path.join(self.folder, "out.ipynb"), 4).cells
        self.assertEqual([c.execution_count for c in cells[1:]], [1, 2, 3, 4])
        self.assertEqual(cells[2].outputs[0].data["text/plain"], "40")
        self.assertEqual(cells[3].outputs[0].text, "text\n")

    def test_nbconvert_fails_with_the_cell_and_the_message(self):
        for what, (code, name, message) in FAILING.items():
            with self.subTest(what):
                done = self.convert(self.write(notebook("const before = 1", code, "console.log('not reached')")))
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(code.split("\n")[0], done.stderr)
                self.assertIn(name, done.stderr)
                self.assertIn(message, done.stderr)
                self.assertFalse(os.path.exists(os.path.join(self.folder, "out.ipynb")))

    def test_nbconvert_goes_on_where_errors_are_allowed(self):
        path = self.write(notebook("throw new Error('one')", "console.log('two')", "throw new Error('three')", "4"))
        done = self.convert(path, "--allow-errors")
        self.assertEqual(done.returncode, 0, done.stderr)
        cells = nbformat.read(os.path.join(self.folder, "out.ipynb"), 4).cells[1:]
        self.assertEqual([c.outputs[0].output_type for c in cells], ["error", "stream", "error", "execute_result"])

    def test_html(self):
        done = self.command(
            "nbconvert", "--to", "html", "--execute", self.write(notebook("[{ venue: 'okx', oi: 5 }, { venue: 'cme', oi: 6 }]"))
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(self.folder, "made.html")) as file:
            self.assertIn("okx", file.read())

    def test_papermill_fails_with_the_cell_and_the_message(self):
        for what, (code, name, message) in FAILING.items():
            with self.subTest(what):
                path = self.write(notebook("const before = 1", code, "console.log('not reached')"))
                done = self.command("papermill", path, os.path.join(self.folder, "out.ipynb"))
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(name, done.stderr)
                self.assertIn(message, done.stderr)
                cells = nbformat.read(os.path.join(self.folder, "out.ipynb"), 4).cells
                failed = [c for c in cells if any(o.output_type == "error" for o in c.get("outputs", []))]
                self.assertEqual([c.source for c in failed], [code])
                self.assertEqual([c for c in cells if "not reached" in c.source][0].outputs, [])

    def test_papermill_runs_a_notebook(self):
        path = self.write(notebook("let days = 1", "days * 24", tags={1: "parameters"}))
        done = self.command("papermill", path, os.path.join(self.folder, "out.ipynb"))
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_time_limit_interrupts(self):
        made = notebook("for (;;) {}")
        client = NotebookClient(made, timeout=3, interrupt_on_timeout=True)
        with self.assertRaises((CellExecutionError, CellTimeoutError)):
            client.execute()

    def test_the_folder_of_a_notebook_is_where_it_runs(self):
        with open(os.path.join(self.folder, "signals.ts"), "w") as file:
            file.write("export const threshold: number = 0.25;\n")
        with open(os.path.join(self.folder, "rows.json"), "w") as file:
            file.write('[{"oi": 5}]')
        made = notebook(
            "import { threshold } from './signals.ts';\nimport rows from './rows.json';\nthreshold + rows[0]!.oi",
        )
        done = self.convert(self.write(made))
        self.assertEqual(done.returncode, 0, done.stderr)
        cells = nbformat.read(os.path.join(self.folder, "out.ipynb"), 4).cells
        self.assertEqual(cells[1].outputs[0].data["text/plain"], "5.25")

    def test_many_cells(self):
        made = notebook(*[f"const v{i} = {i}; v{max(i - 1, 0)} + 1" for i in range(60)])
        NotebookClient(made, timeout=60).execute()
        self.assertEqual(made.cells[60].outputs[0].data["text/plain"], "59")
