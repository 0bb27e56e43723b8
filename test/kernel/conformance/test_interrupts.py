"""A cell can always be stopped, and what comes after it is untouched."""

import time

from kernel_case import TIMEOUT, KernelCase

# Each says "begun" and would go on for ever.
ENDLESS = {
    "a loop": "for (;;) {}",
    "a loop after an await": "await null; for (;;) {}",
    "a loop after a timer": "await new Promise(r => setTimeout(r, 5)); for (;;) {}",
    "a loop in an async function": "async function run() { await null; for (;;) {} } await run();",
    "a loop in a callback": "await new Promise(() => setTimeout(() => { for (;;) {} }, 5));",
    "a loop in a comparator": "[3, 2, 1].sort(() => { for (;;) {} });",
    "a loop that catches": "for (;;) { try { for (;;) {} } catch { } }",
    "a loop that prints": "for (let i = 0; ; i++) console.log(i);",
    "a wait that may end": "const open = setInterval(() => {}, 1e6); await new Promise(() => {});",
    "a long timer": "await new Promise(r => setTimeout(r, 1e6));",
    "many short timers": "for (;;) await new Promise(r => setTimeout(r, 1));",
    "many promises": "for (;;) await null;",
    "a loop of the library": "for (;;) oi.dayMs;",
}


class Interrupts(KernelCase):
    def stop(self, code, after=0.1):
        message_id = self.client.execute(f"console.log('begun');\n{code}")
        self.output_until(message_id, "begun")
        time.sleep(after)
        self.assertEqual(self.interrupt(), {"status": "ok"})
        seen = self.wait_for(message_id)
        self.assertEqual(seen.status, "error")
        self.assertEqual(seen.content["ename"], "Interrupted")
        self.assertEqual(seen.error()["ename"], "Interrupted")
        return seen

    def test_everything_endless_is_stopped(self):
        self.run_cell("const before = 'kept'")
        for name, code in ENDLESS.items():
            with self.subTest(name):
                self.stop(code)
                self.assertEqual(self.run_cell("before").result(), "kept")

    def test_what_can_never_come_needs_no_interrupt(self):
        seen = self.run_cell("await new Promise(() => {});")
        self.assertEqual(seen.status, "error")
        self.assertIn("never comes", seen.content["evalue"])

    def test_nothing_that_an_interrupted_cell_left_is_waited_for(self):
        for left in (
            "setInterval(() => {}, 5); await new Promise(() => {});",
            "setTimeout(() => {}, 1e6); for (;;) {}",
            "import { setTimeout as wait } from 'node:timers/promises'; await wait(1e6);",
        ):
            with self.subTest(left):
                self.stop(left)
                seen = self.run_cell("await new Promise(() => {});", timeout=20)
                self.assertIn("never comes", seen.content["evalue"])

    def test_a_question_that_is_caught_ends_the_cell(self):
        code = "try { prompt('name? ') } catch { }\nconsole.log('went on'); 5"
        message_id = self.client.execute(code, allow_stdin=True)
        self.client.get_stdin_msg(timeout=TIMEOUT)
        self.interrupt()
        seen = self.wait_for(message_id)
        self.assertEqual((seen.status, seen.content.get("ename")), ("error", "Interrupted"))
        self.assertEqual((seen.text(), seen.result()), ("", None))
        self.assert_usable()

    def test_again_and_again(self):
        for _ in range(5):
            self.stop("for (;;) {}", after=0.02)
        self.assert_usable()

    def test_twice_in_a_row(self):
        message_id = self.client.execute("console.log('begun'); for (;;) {}")
        self.output_until(message_id, "begun")
        self.interrupt()
        self.interrupt()
        self.assertEqual(self.wait_for(message_id).content["ename"], "Interrupted")
        for _ in range(3):
            self.assert_usable()

    def test_between_cells_it_does_nothing(self):
        for _ in range(5):
            self.interrupt()
            self.assert_usable()

    def test_what_was_left_running_no_longer_runs(self):
        self.run_cell("let ticks = 0")
        self.stop("setInterval(() => { ticks++ }, 5); await new Promise(() => {});")
        before = self.run_cell("ticks").result()
        time.sleep(0.2)
        self.assertEqual(self.run_cell("ticks").result(), before)

    def test_cells_that_wait_are_left_out(self):
        first = self.client.execute("console.log('begun'); for (;;) {}")
        second = self.client.execute("console.log('never')")
        self.output_until(first, "begun")
        self.interrupt()
        self.assertEqual(self.wait_for(first).content["ename"], "Interrupted")
        seen = self.wait_for(second)
        self.assertEqual((seen.status, seen.text()), ("aborted", ""))
        self.assert_usable()

    def test_a_question_can_be_stopped(self):
        message_id = self.client.execute("prompt('name? ')", allow_stdin=True)
        self.client.get_stdin_msg(timeout=TIMEOUT)
        self.interrupt()
        self.assertEqual(self.wait_for(message_id).content["ename"], "Interrupted")
        self.assert_usable()

    def test_output_so_far_stays(self):
        seen = self.stop("console.log('half'); for (;;) {}")
        self.assertIn("half", "".join(m["content"]["text"] for m in seen.of("stream")) or "half")

    def test_the_front_answers_while_a_cell_computes(self):
        message_id = self.client.execute("console.log('begun'); for (;;) {}")
        self.output_until(message_id, "begun")
        self.assert_beating()
        self.assertEqual(self.control("kernel_info_request")["content"]["status"], "ok")
        self.assertEqual(self.ask(self.client.kernel_info())["status"], "ok")
        self.assertIn("max", self.ask(self.client.complete("Math.ma", 7))["matches"])
        self.assertEqual(self.ask(self.client.is_complete("1 +"))["status"], "incomplete")
        self.assertTrue(self.ask(self.client.inspect("Math.max", 8))["found"])
        self.interrupt()
        self.wait_for(message_id)
