"""An error says what it is and where, in every place where a front end looks."""

from kernel_case import KernelCase


class Errors(KernelCase):
    def fails(self, code):
        seen = self.run_cell(code)
        self.assertEqual(seen.status, "error", code)
        error = seen.error()
        self.assertIsNotNone(error, code)
        for field in ("ename", "evalue", "traceback"):
            self.assertEqual(error[field], seen.content[field])
        self.assertTrue(all(isinstance(line, str) for line in error["traceback"]))
        self.assertEqual(len(seen.of("error")), 1)
        self.assertEqual(seen.of("execute_result"), [])
        return error

    def trace(self, error):
        return "\n".join(error["traceback"])

    def test_name_message_and_place(self):
        error = self.fails("const rate = 0.01;\n\nthrow new RangeError(`rate ${rate} is too low`);")
        self.assertEqual((error["ename"], error["evalue"]), ("RangeError", "rate 0.01 is too low"))
        self.assertIn("RangeError: rate 0.01 is too low", self.trace(error))
        self.assertIn("line 3", self.trace(error))
        self.assertIn("> 3 | throw new RangeError", self.trace(error))

    def test_place_in_a_function_of_an_earlier_cell(self):
        count = self.run_cell("function inner(x: number) {\n  if (x > 1) throw new Error('deep');\n}").content[
            "execution_count"
        ]
        error = self.fails("function outer() { inner(2); }\nouter();")
        trace = self.trace(error)
        self.assertIn(f"cell {count}, line 2", trace)
        self.assertIn(f"cell {count + 1}, line 2", trace)
        self.assertIn("inner", trace)
        self.assertIn("outer", trace)

    def test_nothing_of_the_kernel_in_a_trace(self):
        trace = self.trace(self.fails("[3, 1].sort(() => { throw new Error('x') })"))
        for word in ("node:internal", "session.js", "dist/", "$cell", "engine"):
            self.assertNotIn(word, trace)

    def test_causes(self):
        trace = self.trace(self.fails("throw new Error('outer', { cause: new TypeError('inner') })"))
        self.assertIn("Error: outer", trace)
        self.assertIn("TypeError: inner", trace)

    def test_aggregates(self):
        error = self.fails("await Promise.any([Promise.reject(new Error('one')), Promise.reject(new Error('two'))])")
        self.assertEqual(error["ename"], "AggregateError")
        self.assertIn("one", self.trace(error))
        self.assertIn("two", self.trace(error))

    def test_caught_errors_tell_the_lines_of_cells(self):
        count = self.run_cell("interface A {\n  a: number;\n}\nfunction deep(): never {\n  throw new Error('deep');\n}").content[
            "execution_count"
        ]
        seen = self.run_cell("try { deep() } catch (error) { console.error(error) }")
        expected = f"Error: deep\n    at deep (cell {count}, line 5:9)\n    at cell {count + 1}, line 1:7\n"
        self.assertEqual(seen.text("stderr"), expected)
        seen = self.run_cell("setTimeout(() => { console.log(new Error('timer').stack) }, 20); 0")
        self.assertRegex(seen.text(), rf"^Error: timer\n    at .*\(?cell {count + 2}, line 1:\d+\)?\n$")

    def test_what_comes_later_is_told_by_the_next_cell(self):
        first = self.client.execute("setTimeout(() => { throw new Error('much later') }, 300); 1")
        second = self.client.execute("await new Promise<void>((next) => setTimeout(next, 600))")
        count = self.wait_for(first).content["execution_count"]
        seen = self.wait_for(second)
        self.assertEqual(seen.status, "ok")
        self.assertEqual(seen.text("stderr"), f"cell {count} failed after its end: Error: much later\n")

    def test_promises_print_as_without_a_kernel(self):
        self.assertEqual(self.run_cell("console.log(Promise.resolve(1))").text(), "Promise { 1 }\n")

    def test_own_classes(self):
        error = self.fails("class LoadError extends Error { override name = 'LoadError' }\nthrow new LoadError('gone')")
        self.assertEqual((error["ename"], error["evalue"]), ("LoadError", "gone"))

    def test_what_is_no_error(self):
        for code, text in [
            ("throw 'text'", "text"),
            ("throw 42", "42"),
            ("throw null", "null"),
            ("throw undefined", "undefined"),
            ("throw { code: 7 }", "code: 7"),
            ("throw Symbol('s')", "Symbol(s)"),
        ]:
            with self.subTest(code):
                self.assertIn(text, self.fails(code)["evalue"])

    def test_errors_with_odd_properties(self):
        for code in (
            "const e1 = new Error('m'); Object.defineProperty(e1, 'message', { get() { throw 1 } }); throw e1",
            "const e2 = new Error('m'); (e2 as any).stack = 5; throw e2",
            "const e3 = new Error('m'); (e3 as any).name = { toString() { throw 1 } }; throw e3",
            "const e4 = new Error('m'); (e4 as any).cause = e4; throw e4",
            "throw Object.freeze(new Error('m'))",
            "throw new Proxy({}, { get() { throw new Error('m') } })",
            "throw Object.create(null)",
        ):
            with self.subTest(code):
                self.fails(code)
                self.assert_usable()

    def test_messages_of_several_lines(self):
        self.assertEqual(self.fails("throw new Error('one\\ntwo')")["evalue"], "one\ntwo")

    def test_syntax(self):
        error = self.fails("const a = 1;\nconst b = ;")
        self.assertEqual(error["ename"], "SyntaxError")
        self.assertIn("line 2", self.trace(error))
        self.assertIn("const b = ;", self.trace(error))

    def test_missing_names(self):
        error = self.fails("// @ts-nocheck\nnobodyDeclaredThis")
        self.assertEqual(error["ename"], "ReferenceError")
        self.assertEqual(error["evalue"], "nobodyDeclaredThis is not defined")

    def test_missing_modules(self):
        error = self.fails("// @ts-nocheck\nimport { x } from './no-such-file.ts'; x")
        self.assertIn("no-such-file", error["evalue"])

    def test_missing_members(self):
        error = self.fails("const empty: any = undefined;\nempty.length")
        self.assertEqual(error["ename"], "TypeError")
        self.assertIn("line 2", self.trace(error))

    def test_deep_recursion(self):
        error = self.fails("function down(): number { return down() + 1 }\ndown()")
        self.assertEqual(error["ename"], "RangeError")
        self.assert_usable()

    def test_awaited_rejections(self):
        error = self.fails("async function load() {\n  await null;\n  throw new Error('refused');\n}\nawait load()")
        self.assertEqual(error["evalue"], "refused")
        self.assertIn("line 3", self.trace(error))

    def test_rejections_that_nobody_awaits(self):
        error = self.fails("Promise.reject(new Error('unawaited'))\nconst after = 1")
        self.assertEqual(error["evalue"], "unawaited")
        self.assert_usable()

    def test_errors_in_timers(self):
        error = self.fails("setTimeout(() => { throw new Error('in a timer') }, 1); await new Promise(r => setTimeout(r, 100))")
        self.assertEqual(error["evalue"], "in a timer")
        self.assert_usable()

    def test_errors_in_a_display_method(self):
        error = self.fails("({ [Symbol.for('Jupyter.display')]() { throw new Error('cannot draw') } })")
        self.assertIn("cannot draw", error["evalue"])

    def test_user_expressions(self):
        seen = self.run_cell("const u = 20", user_expressions={"twice": "u * 2", "bad": "u.nothing.here"})
        self.assertEqual(seen.status, "ok")
        expressions = seen.content["user_expressions"]
        self.assertEqual(expressions["twice"]["status"], "ok")
        self.assertEqual(expressions["twice"]["data"]["text/plain"], "40")
        self.assertEqual(expressions["bad"]["status"], "error")
        self.assertEqual(expressions["bad"]["ename"], "TypeError")

    def test_silent_cells(self):
        before = self.run_cell("1").content["execution_count"]
        seen = self.run_cell("throw new Error('quiet')", silent=True)
        self.assertEqual(seen.status, "error")
        self.assertEqual(self.run_cell("1").content["execution_count"], before + 1)

    def test_ending_the_process(self):
        self.run_cell("const kept = 7")
        error = self.fails("process.exit(3)")
        self.assertIn("process.exit", error["evalue"])
        self.assertEqual(self.run_cell("kept").result(), "7")

    def test_killing_the_process(self):
        self.run_cell("const lost = 7")
        for code in ("process.abort()", "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})"):
            with self.subTest(code):
                error = self.fails(code)
                self.assertIn("again", error["evalue"].lower() + self.trace(error).lower())
                self.assert_usable()
        self.assertEqual(self.run_cell("typeof (globalThis as any).lost").result(), "undefined")

    def test_out_of_memory(self):
        error = self.fails("const all: number[][] = [];\nfor (;;) all.push(new Array(1e6).fill(1.5));")
        self.assertIn("memory", error["evalue"])
        self.assert_usable()


class Types(KernelCase):
    def test_a_mistake_of_types_stops_the_cell(self):
        seen = self.run_cell("console.log('ran');\nconst price: string = 42;")
        self.assertEqual(seen.status, "error")
        self.assertEqual(seen.text(), "")
        self.assertEqual(seen.content["ename"], "TypeCheckError")
        self.assertIn("2322", seen.content["evalue"])
        trace = "\n".join(seen.content["traceback"])
        self.assertIn("line 2", trace)
        self.assertIn("const price: string = 42", trace)

    def test_types_of_earlier_cells(self):
        self.run_cell("interface Row { time: number; oi: number }\nconst rows: Row[] = [{ time: 0, oi: 5 }];")
        self.assertEqual(self.run_cell("rows.map((row: Row) => row.oi)[0]").result(), "5")
        self.assertIn("2339", self.run_cell("rows[0]!.price").content["evalue"])

    def test_declaring_again_with_another_type(self):
        self.assertEqual(self.run_cell("const again = 1").status, "ok")
        self.assertEqual(self.run_cell("const again = 'text'").status, "ok")
        self.assertEqual(self.run_cell("again.toUpperCase()").result(), "TEXT")
        self.assertEqual(self.run_cell("again.toFixed()").status, "error")

    def test_a_failed_cell_declares_what_it_reached(self):
        self.run_cell("const reached = 5; throw new Error('later')")
        self.assertEqual(self.run_cell("reached").result(), "5")

    def test_nocheck(self):
        self.assertEqual(self.run_cell("// @ts-nocheck\nconst unchecked: string = 42;\nunchecked").result(), "42")

    def test_completion(self):
        self.run_cell("const dataset = { openInterest: [1], candles: { close: [1] } }")
        reply = self.ask(self.client.complete("dataset.candles.cl", 18))
        self.assertEqual(reply["matches"], ["close"])
        reply = self.ask(self.client.complete("dataset.op + 1", 10))
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["openInterest"], 8, 10))

    def test_completion_after_letters_of_two_units(self):
        self.run_cell("const abcdef = 1")
        code = "'😀😀' + abcd"
        reply = self.ask(self.client.complete(code, len(code)))
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["abcdef"], 7, 11))

    def test_completion_of_a_string_option(self):
        code = 'oi.load({ source: "bin'
        reply = self.ask(self.client.complete(code + '" })', len(code)))
        self.assertIn("binance-archive", [match.strip("\"'") for match in reply["matches"]])

    def test_completion_in_an_import(self):
        code = 'import { readFile } from "node:f'
        reply = self.ask(self.client.complete(code + '"', len(code)))
        self.assertIn("node:fs", [match.strip("\"'") for match in reply["matches"]])

    def test_inspection_shows_the_docstring(self):
        reply = self.ask(self.client.inspect("oi.shares", 8))
        self.assertTrue(reply["found"])
        self.assertIn("open interest", reply["data"]["text/plain"])
        self.run_cell("/** Turns dollars into coins. */\nfunction coins(usd: number, price: number) { return usd / price }")
        reply = self.ask(self.client.inspect("coins(", 6))
        self.assertIn("Turns dollars into coins", reply["data"]["text/plain"])

    def test_inspection_of_nothing(self):
        reply = self.ask(self.client.inspect("   ", 1))
        self.assertEqual((reply["status"], reply["found"], reply["data"]), ("ok", False, {}))
