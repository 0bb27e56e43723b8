"""A cell can ask, where the front end lets it."""

from kernel_case import TIMEOUT, KernelCase


class Stdin(KernelCase):
    def answer(self, code, *values):
        message_id = self.client.execute(code, allow_stdin=True)
        requests = []
        for value in values:
            requests.append(self.client.get_stdin_msg(timeout=TIMEOUT))
            self.client.input(value)
        return self.wait_for(message_id), requests

    def test_a_question(self):
        seen, (request,) = self.answer("const name = prompt('name? '); name!.toUpperCase()", "ada")
        self.assertEqual(request["content"], {"prompt": "name? ", "password": False})
        self.assertEqual(request["parent_header"]["msg_id"], seen.reply["parent_header"]["msg_id"])
        self.assertEqual(seen.result(), "ADA")

    def test_several(self):
        seen, requests = self.answer("[prompt('a'), prompt('b'), prompt('c')].join()", "1", "", "ü😀")
        self.assertEqual([r["content"]["prompt"] for r in requests], ["a", "b", "c"])
        self.assertEqual(seen.result(), "1,,ü😀")

    def test_after_an_await(self):
        seen, _ = self.answer("await new Promise(r => setTimeout(r, 10)); prompt('q')", "later")
        self.assertEqual(seen.result(), "later")

    def test_text_before_the_question_comes_first(self):
        message_id = self.client.execute("console.log('read this'); prompt('q')", allow_stdin=True)
        self.client.get_stdin_msg(timeout=TIMEOUT)
        self.output_until(message_id, "read this")
        self.client.input("x")
        self.wait_for(message_id)

    def test_where_nobody_answers(self):
        seen = self.run_cell("prompt('q')", allow_stdin=False)
        self.assertEqual(seen.status, "error")
        self.assertIn("input", seen.content["evalue"])
        self.assert_usable()
