"""Controls of a notebook speak with their front end."""

import uuid

from kernel_case import KernelCase

INTERACT = """
oi.interact(
  { window: oi.slider({ value: 24, min: 6, max: 48, step: 6 }), venue: oi.dropdown({ options: ["binance", "okx"] }) },
  ({ window, venue }) => `${venue} over ${window}`,
);
undefined
"""


class Comms(KernelCase):
    def send(self, message_type, content):
        message = self.client.session.msg(message_type, content)
        self.client.shell_channel.send(message)
        return self.wait_for(message["header"]["msg_id"], needs_reply=False)

    def test_controls_redraw(self):
        seen = self.run_cell(INTERACT)
        self.assertEqual(seen.status, "ok", seen.content)
        states = [m["content"]["data"]["state"] for m in seen.of("comm_open")]
        sliders = [m for m in seen.of("comm_open") if m["content"]["data"]["state"]["_model_name"].endswith("SliderModel")]
        self.assertIn("DropdownModel", [state["_model_name"] for state in states])
        self.assertEqual(len(sliders), 1)
        self.assertEqual(sliders[0]["content"]["target_name"], "jupyter.widget")
        drawn = [m for m in seen.of("display_data") if m["content"]["data"].get("text/plain") == "binance over 24"]
        self.assertEqual(len(drawn), 1)
        display_id = drawn[0]["content"]["transient"]["display_id"]
        moved = self.send(
            "comm_msg",
            {
                "comm_id": sliders[0]["content"]["comm_id"],
                "data": {"method": "update", "state": {"value": 30}, "buffer_paths": []},
            },
        )
        self.assertEqual(moved.states(), ["busy", "idle"])
        (update,) = moved.of("update_display_data")
        self.assertEqual(update["content"]["transient"]["display_id"], display_id)
        self.assertEqual(update["content"]["data"]["text/plain"], "binance over 30")

    def test_comm_info_lists_what_is_open(self):
        self.run_cell("const comm = oi.openComm('some.target', { a: 1 })")
        comms = self.ask(self.client.comm_info(target_name="some.target"))["comms"]
        self.assertEqual([c["target_name"] for c in comms.values()], ["some.target"])
        self.run_cell("comm.close()")
        self.assertEqual(self.ask(self.client.comm_info(target_name="some.target"))["comms"], {})

    def test_a_comm_of_the_front_end(self):
        self.run_cell(
            "oi.onComm('echo', (comm) => { comm.onMessage((data) => { comm.send({ back: data }); console.log('heard') }) })"
        )
        comm_id = str(uuid.uuid4())
        self.send("comm_open", {"comm_id": comm_id, "target_name": "echo", "data": {}})
        seen = self.send("comm_msg", {"comm_id": comm_id, "data": {"x": 1}})
        (answer,) = seen.of("comm_msg")
        self.assertEqual(answer["content"], {"comm_id": comm_id, "data": {"back": {"x": 1}}})
        self.assertEqual(seen.text(), "heard\n")
        self.send("comm_close", {"comm_id": comm_id, "data": {}})
        self.assertEqual(self.ask(self.client.comm_info())["comms"].get(comm_id), None)
