"""All that is printed arrives, as long as a reader could want it."""

from kernel_case import KernelCase


class Streams(KernelCase):
    def test_twenty_thousand_lines(self):
        seen = self.run_cell("for (let i = 0; i < 20000; i++) console.log(i)")
        self.assertEqual(seen.text().split(), [str(i) for i in range(20000)])

    def test_twenty_thousand_lines_in_turns(self):
        seen = self.run_cell("for (let i = 0; i < 20000; i++) { console.log(i); if (i % 100 === 0) await null }")
        self.assertEqual(len(seen.text().split()), 20000)

    def test_text_without_an_end_of_line(self):
        self.assertEqual(self.run_cell("process.stdout.write('a'); process.stdout.write('b')").text(), "ab")

    def test_letters_of_all_kinds(self):
        text = "äß 東京 😀 \u202e \u0000 \x1b[31mred\x1b[0m"
        self.assertEqual(self.run_cell(f"process.stdout.write({text!r})").text(), text)

    def test_lone_surrogates(self):
        seen = self.run_cell("console.log('a\\ud800b'); 'x\\udc00y'")
        self.assertEqual(seen.status, "ok")
        self.assert_usable()

    def test_bytes(self):
        code = "const euro = Buffer.from('€'); process.stdout.write(euro.subarray(0, 1)); process.stdout.write(euro.subarray(1))"
        self.assertEqual(self.run_cell(code).text(), "€")

    def test_consoles(self):
        self.assertEqual(self.run_cell("console.log('%s is %d', 'a', 1)").text(), "a is 1\n")
        self.assertIn("│", self.run_cell("console.table([{ a: 1 }])").text())
        self.assertIn("warned", self.run_cell("console.warn('warned')").text("stderr"))
        self.assertIn("a: 1", self.run_cell("console.dir({ a: 1 })").text())

    def test_what_other_programs_print(self):
        seen = self.run_cell(
            "import { spawnSync } from 'node:child_process';\nspawnSync('echo', ['from a child'], { stdio: 'inherit' }); 1"
        )
        self.assertEqual(seen.result(), "1")

    def test_too_much_is_cut_and_said(self):
        seen = self.run_cell("for (let i = 0; i < 100000; i++) console.log(`line ${i} ${'-'.repeat(40)}`)", timeout=120)
        text = seen.text()
        self.assertLess(len(text), 1_100_000)
        self.assertIn("line 0 ", text)
        self.assertIn("line 99999 ", text)
        self.assertIn("left out", text)
        self.assert_usable()

    def test_one_huge_text(self):
        seen = self.run_cell("'x'.repeat(50_000_000)", timeout=120)
        self.assertLess(len(seen.result()), 1_100_000)
        self.assertRegex(seen.result(), "49,9.*more characters")

    def test_many_displays(self):
        seen = self.run_cell("for (let i = 0; i < 3000; i++) oi.show(`value ${i}`)", timeout=120)
        self.assertEqual(seen.status, "ok")
        self.assertIn("left out", seen.text("stderr") + seen.text())
        self.assertLessEqual(len(seen.of("display_data")), 1000)

    def test_clearing(self):
        seen = self.run_cell("console.log('a'); oi.clearOutput({ wait: true }); console.log('b')")
        self.assertEqual([m["msg_type"] for m in seen.messages[2:-1]], ["stream", "clear_output", "stream"])
        self.assertEqual(seen.of("clear_output")[0]["content"], {"wait": True})

    def test_progress_is_replaced_in_place(self):
        seen = self.run_cell("const bar = oi.progressBar({ total: 4 }); for (let i = 0; i < 4; i++) bar.advance()")
        ids = {m["content"]["transient"]["display_id"] for m in seen.of("display_data", "update_display_data")}
        self.assertEqual(len(ids), 1)
        self.assertEqual(len(seen.of("display_data")), 1)
