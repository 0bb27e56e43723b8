"""The checks of the public scorecard of kernels (runtimed/kernel-testbed), in its four tiers."""

import uuid

from jupyter_client.manager import start_new_kernel

from kernel_case import KERNEL, TIMEOUT, KernelCase


class Basic(KernelCase):
    def test_heartbeat_responds(self):
        self.assert_beating()

    def test_kernel_info_is_whole(self):
        info = self.ask(self.client.kernel_info())
        self.assertEqual(info["status"], "ok")
        self.assertEqual(info["protocol_version"].split(".")[0], "5")
        self.assertTrue(info["implementation"] and info["implementation_version"] and info["banner"])
        language = info["language_info"]
        for name in ("name", "version", "mimetype", "file_extension"):
            self.assertIsInstance(language[name], str)

    def test_stdout(self):
        self.assertIn("hello", self.run_cell("console.log('hello')").text())

    def test_stderr(self):
        self.assertIn("error", self.run_cell("console.error('error')").text("stderr"))

    def test_reply_is_ok(self):
        self.assertEqual(self.run_cell("const x = 1").status, "ok")

    def test_busy_then_idle(self):
        self.assertEqual(self.run_cell("1 + 1").states(), ["busy", "idle"])

    def test_input_is_broadcast(self):
        (message,) = self.run_cell("const y = 1").of("execute_input")
        self.assertEqual(message["content"]["code"], "const y = 1")

    def test_shutdown_is_answered(self):
        manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=TIMEOUT)
        try:
            message = client.session.msg("shutdown_request", {"restart": False})
            client.control_channel.send(message)
            reply = client.get_control_msg(timeout=TIMEOUT)
            self.assertEqual(reply["msg_type"], "shutdown_reply")
            self.assertEqual(reply["content"], {"status": "ok", "restart": False})
            self.assertEqual(manager.provisioner.process.wait(timeout=TIMEOUT), 0)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


class Interactive(KernelCase):
    def test_completes_a_name_of_a_cell(self):
        self.run_cell("const testVariableForCompletion = 42")
        reply = self.ask(self.client.complete("testVariableFor"))
        self.assertEqual(reply["matches"], ["testVariableForCompletion"])
        self.assertEqual((reply["cursor_start"], reply["cursor_end"]), (0, 15))

    def test_inspects_a_name_of_a_cell(self):
        self.run_cell("const inspected = 42")
        reply = self.ask(self.client.inspect("inspected"))
        self.assertTrue(reply["found"])
        self.assertIn("42", reply["data"]["text/plain"])

    def test_says_what_is_complete(self):
        self.assertEqual(self.ask(self.client.is_complete("const x = 1"))["status"], "complete")
        reply = self.ask(self.client.is_complete("const x = {"))
        self.assertEqual(reply["status"], "incomplete")
        self.assertIsInstance(reply["indent"], str)

    def test_history(self):
        self.run_cell("const remembered = 1")
        reply = self.ask(self.client.history(hist_access_type="tail", n=10, output=False, raw=True))
        self.assertEqual(reply["status"], "ok")
        self.assertIn("const remembered = 1", [entry[2] for entry in reply["history"]])

    def test_comm_info(self):
        reply = self.ask(self.client.comm_info())
        self.assertEqual((reply["status"], reply["comms"]), ("ok", {}))

    def test_a_mistake_is_an_error(self):
        seen = self.run_cell("function function")
        self.assertEqual(seen.status, "error")
        self.assertIsNotNone(seen.error())


class Rich(KernelCase):
    def test_display_data(self):
        seen = self.run_cell(
            'await Deno.jupyter.broadcast("display_data", { data: { "text/html": "<b>b</b>" }, metadata: {}, transient: {} })'
        )
        self.assertEqual(seen.of("display_data")[0]["content"]["data"], {"text/html": "<b>b</b>"})

    def test_update_display_data(self):
        seen = self.run_cell(
            """
            for (const [type, word] of [["display_data", "one"], ["update_display_data", "two"]] as const)
              await Deno.jupyter.broadcast(type,
                { data: { "text/html": word }, metadata: {}, transient: { display_id: "twice" } })
            """
        )
        first, second = seen.of("display_data", "update_display_data")
        self.assertEqual((first["msg_type"], second["msg_type"]), ("display_data", "update_display_data"))
        self.assertEqual(first["content"]["transient"], {"display_id": "twice"})
        self.assertEqual(second["content"]["transient"], {"display_id": "twice"})
        self.assertEqual(second["content"]["data"], {"text/html": "two"})

    def test_execute_result(self):
        seen = self.run_cell("1 + 1")
        (result,) = seen.of("execute_result")
        self.assertEqual(result["content"]["data"]["text/plain"], "2")
        self.assertEqual(result["content"]["execution_count"], seen.content["execution_count"])

    def test_rich_execute_result(self):
        seen = self.run_cell('[{ letter: "A", frequency: 0.08167 }, { letter: "B", frequency: 0.01492 }]')
        self.assertIn("<table", seen.result("text/html"))


class Advanced(KernelCase):
    def test_stdin(self):
        message_id = self.client.execute("prompt('Enter: ')", allow_stdin=True)
        request = self.client.get_stdin_msg(timeout=TIMEOUT)
        self.assertEqual(request["msg_type"], "input_request")
        self.assertEqual(request["content"], {"prompt": "Enter: ", "password": False})
        self.client.input('"text"')
        self.assertEqual(self.wait_for(message_id).result(), '"text"')

    def test_an_unknown_comm_is_closed(self):
        comm_id = str(uuid.uuid4())
        message = self.client.session.msg(
            "comm_open", {"comm_id": comm_id, "target_name": "nobody.knows", "data": {}}
        )
        self.client.shell_channel.send(message)
        seen = self.wait_for(message["header"]["msg_id"], needs_reply=False)
        self.assertEqual(seen.of("comm_close")[0]["content"]["comm_id"], comm_id)
        self.assert_usable()

    def test_interrupt_while_idle(self):
        self.assertEqual(self.interrupt(), {"status": "ok"})
        self.assert_usable()

    def test_counts_go_up(self):
        counts = [self.run_cell("const x = 1").content["execution_count"] for _ in range(3)]
        self.assertEqual(counts, [counts[0], counts[0] + 1, counts[0] + 2])

    def test_everything_names_its_parent(self):
        message_id = self.client.execute("console.log(1); 2")
        seen = self.wait_for(message_id)
        self.assertEqual(seen.reply["parent_header"]["msg_id"], message_id)
        self.assertTrue(all(m["parent_header"]["msg_id"] == message_id for m in seen.messages))
