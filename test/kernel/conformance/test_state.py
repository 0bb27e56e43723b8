"""What a cell declares stays as TypeScript would have it in one long file, but may be declared again."""

import os

from kernel_case import KernelCase


class State(KernelCase):
    def results(self, *cells):
        last = None
        for code in cells:
            seen = self.run_cell(code)
            self.assertEqual(seen.status, "ok", f"{code}: {seen.content.get('evalue')}")
            last = seen.result()
        return last

    def test_names_are_shared(self):
        self.assertEqual(self.results("const a = 1; let b = 2; var c = 3", "a + b + c"), "6")

    def test_functions_see_later_assignments(self):
        self.assertEqual(self.results("let rate = 1; const read = () => rate", "rate = 5", "read()"), "5")

    def test_functions_see_later_declarations(self):
        self.assertEqual(self.results("function f() { return g() }\nfunction g() { return 1 }", "function g() { return 2 }", "f()"), "2")

    def test_shorthand_of_an_earlier_name(self):
        self.assertEqual(self.results("const source = 'sample'", "JSON.stringify({ source })"), '{"source":"sample"}')

    def test_redeclaring(self):
        self.assertEqual(self.results("const x = 1", "const x = 2", "let x = 3", "x"), "3")
        self.assertEqual(self.results("class A { v = 1 }", "class A { v = 2 }", "new A().v"), "2")

    def test_a_constant_stays_one(self):
        self.results("const fixed = 1")
        self.assertEqual(self.run_cell("// @ts-nocheck\nfixed = 2").content["ename"], "TypeError")
        self.assertEqual(self.results("fixed"), "1")

    def test_await_and_iteration(self):
        self.assertEqual(self.results("const v = await Promise.resolve(4)", "v"), "4")
        self.assertEqual(
            self.results(
                "async function* numbers() { yield 1; yield 2 }\nlet sum = 0;\nfor await (const n of numbers()) sum += n;\nsum"
            ),
            "3",
        )

    def test_types_enums_and_namespaces(self):
        self.assertEqual(self.results("enum Side { Long = 1, Short = -1 }", "Side.Short"), "-1")
        self.assertEqual(self.results("type Pair = [number, number]; const p: Pair = [1, 2]", "p[1]"), "2")
        self.assertEqual(self.results("namespace Fees { export const taker = 5 }", "Fees.taker"), "5")

    def test_destructuring(self):
        self.assertEqual(self.results("const { d, e: [g1] } = { d: 1, e: [2] }", "d + g1"), "3")

    def test_using(self):
        cell = """
        const log: string[] = [];
        const open = (name: string) => ({ name, [Symbol.dispose]() { log.push(`closed ${name}`) } });
        { using first = open('a'); log.push(first.name) }
        log.join()
        """
        self.assertEqual(self.results(cell), "a,closed a")
        self.assertEqual(self.results("using held = open('b'); log.push(held.name);", "log.join()"), "a,closed a,b,closed b")

    def test_imports(self):
        self.assertEqual(self.results("import { basename } from 'node:path'", "basename('/a/b')"), "b")
        self.assertEqual(self.results("import * as path from 'node:path'", "path.sep"), "/")
        self.assertEqual(self.results("const os = require('node:os')", "typeof os.cpus"), "function")
        self.assertEqual(self.results("const { sep } = await import('node:path')", "sep"), "/")

    def test_own_modules_are_loaded_again_when_changed(self):
        folder = self.results("process.cwd()")
        path = os.path.join(folder, "conformance_module.ts")
        self.addCleanup(lambda: os.path.exists(path) and os.remove(path))
        for value in (1, 22, 333):
            with open(path, "w") as file:
                file.write(f"export const value: number = {value};\n")
            self.assertEqual(
                self.results("import { value } from './conformance_module.ts'", "value"), str(value)
            )

    def test_values_that_show_nothing(self):
        for code in ("undefined", "const q = 1", "void 0", "if (true) {}", "function z() {}"):
            with self.subTest(code):
                self.assertIsNone(self.run_cell(code).result())

    def test_values_that_show_themselves(self):
        self.assertEqual(self.results("null"), "null")
        self.assertEqual(self.results("'text'"), "text")
        self.assertEqual(self.results("[1, 2]"), "[ 1, 2 ]")
        self.assertIn("Float64Array", self.results("new Float64Array(1000)"))
        self.assertEqual(self.results("({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'own' }) })"), "own")

    def test_the_library_is_there(self):
        self.assertIn("dayMs", self.results("Object.keys(oi).join()"))
        self.assertEqual(self.results("oi.dayMs"), "86400000")

    def test_names_of_the_kernel_are_not_there(self):
        self.assertEqual(self.results("Object.keys(globalThis).filter(k => k.startsWith('$')).join()"), "")

    def test_tslab_notebooks(self):
        seen = self.run_cell("import * as tslab from 'tslab';\ntslab.display.html('<b>old</b>')")
        self.assertEqual(seen.status, "ok", seen.content)
        self.assertEqual(seen.of("display_data")[0]["content"]["data"]["text/html"], "<b>old</b>")
