"""Messages come in the order in which things happened, and belong to the cell that made them."""

from kernel_case import KernelCase


class Order(KernelCase):
    def test_cells_run_one_after_the_other(self):
        ids = [self.client.execute(f"await new Promise(r => setTimeout(r, {20 - 5 * i})); console.log({i})") for i in range(4)]
        seen = [self.wait_for(one) for one in ids]
        self.assertEqual([s.text() for s in seen], ["0\n", "1\n", "2\n", "3\n"])
        counts = [s.content["execution_count"] for s in seen]
        self.assertEqual(counts, list(range(counts[0], counts[0] + 4)))

    def test_shape_of_a_request(self):
        seen = self.run_cell("console.log('a'); console.error('b'); 3")
        self.assertEqual(
            [m["msg_type"] for m in seen.messages],
            ["status", "execute_input", "stream", "stream", "execute_result", "status"],
        )

    def test_streams_keep_their_order(self):
        seen = self.run_cell("for (let i = 0; i < 50; i++) (i % 2 ? console.error : console.log)(i)")
        text = "".join(m["content"]["text"] for m in seen.of("stream"))
        self.assertEqual(text.split(), [str(i) for i in range(50)])

    def test_displays_stand_between_the_text_around_them(self):
        seen = self.run_cell("console.log('a'); oi.show('shown'); console.log('b')")
        self.assertEqual([m["msg_type"] for m in seen.messages[2:-1]], ["stream", "display_data", "stream"])

    def test_output_comes_while_a_cell_computes(self):
        message_id = self.client.execute("console.log('early'); for (;;) {}")
        self.output_until(message_id, "early")
        self.assertIsNone(self.reply_to(message_id))
        self.interrupt()
        self.assertEqual(self.wait_for(message_id).status, "error")

    def test_an_error_leaves_out_what_waits(self):
        ids = [self.client.execute(code) for code in ("throw new Error('first')", "console.log('no')", "const no = 1")]
        seen = [self.wait_for(one) for one in ids]
        self.assertEqual([s.status for s in seen], ["error", "aborted", "aborted"])
        self.assertEqual(seen[1].states(), ["busy", "idle"])
        self.assertEqual(seen[1].text(), "")
        self.assert_usable()

    def test_an_error_can_be_let_pass(self):
        first = self.client.execute("throw new Error('first')", stop_on_error=False)
        second = self.client.execute("'second'")
        self.assertEqual(self.wait_for(first).status, "error")
        self.assertEqual(self.wait_for(second).result(), "second")

    def test_late_output_belongs_to_its_cell(self):
        first = self.client.execute("setTimeout(() => console.log('late'), 200); 1")
        second = self.client.execute("await new Promise(r => setTimeout(r, 500)); console.log('mine')")
        self.assertEqual(self.output_until(second, "mine"), "mine\n")
        self.assertEqual(self.output_until(first, "late"), "late\n")
        self.ask(second)

    def test_a_completion_sees_the_cell_before_it(self):
        self.client.execute("const sentJustBefore = 1")
        self.assertEqual(self.ask(self.client.complete("sentJustBef"))["matches"], ["sentJustBefore"])

    def test_counting(self):
        count = self.run_cell("1").content["execution_count"]
        self.assertEqual(self.run_cell("2", store_history=False).content["execution_count"], count)
        seen = self.run_cell("console.log(3); 3", silent=True)
        self.assertEqual((seen.of("execute_input"), seen.of("execute_result")), ([], []))
        self.assertEqual(self.run_cell("4").content["execution_count"], count + 1)

    def test_empty_cells(self):
        for code in ("", "   \n", "// nothing", "/* nothing */"):
            with self.subTest(code):
                seen = self.run_cell(code)
                self.assertEqual((seen.status, seen.result()), ("ok", None))


class History(KernelCase):
    def test_tail_range_and_search(self):
        codes = ["const h1 = 1", "h1 + 1", "const h2 = 2"]
        for code in codes:
            self.run_cell(code)
        self.run_cell("'left out'", store_history=False)
        tail = self.ask(self.client.history(hist_access_type="tail", n=3))["history"]
        self.assertEqual([entry[2] for entry in tail], codes)
        session, line = tail[0][:2]
        one = self.ask(self.client.history(hist_access_type="range", session=session, start=line, stop=line + 2))
        self.assertEqual([entry[2] for entry in one["history"]], codes[:2])
        current = self.ask(self.client.history(hist_access_type="range", session=0, start=line, stop=line + 1))
        self.assertEqual([entry[2] for entry in current["history"]], codes[:1])
        found = self.ask(self.client.history(hist_access_type="search", pattern="const h?*", n=10))["history"]
        self.assertEqual([entry[2] for entry in found], ["const h1 = 1", "const h2 = 2"])
        with_output = self.ask(self.client.history(hist_access_type="tail", n=2, output=True))["history"]
        self.assertEqual(with_output[0][2], ["h1 + 1", "2"])
