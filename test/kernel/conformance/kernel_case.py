"""What the checks share: a kernel of the installed spec, and what a front end sees of one request."""

import os
import time
from queue import Empty
from unittest import TestCase

from jupyter_client.manager import start_new_kernel

KERNEL = os.environ.get("KERNEL_NAME", "open-interest")
TIMEOUT = 60


class Seen:
    """Reply to a request, and all that was published until the kernel was idle again."""

    def __init__(self, reply, messages, arrived):
        self.reply = reply
        self.content = reply["content"] if reply else {}
        self.messages = messages
        self.arrived = arrived
        self.status = self.content.get("status")

    def of(self, *types):
        return [message for message in self.messages if message["msg_type"] in types]

    def text(self, name="stdout"):
        return "".join(m["content"]["text"] for m in self.of("stream") if m["content"]["name"] == name)

    def result(self, mime="text/plain"):
        results = self.of("execute_result")
        return results[0]["content"]["data"].get(mime) if results else None

    def error(self):
        errors = self.of("error")
        return errors[0]["content"] if errors else None

    def states(self):
        return [message["content"]["execution_state"] for message in self.of("status")]


class KernelCase(TestCase):
    """One kernel for all checks of a class; a check that needs its own starts one."""

    arguments = []

    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start_new_kernel(kernel_name=KERNEL, startup_timeout=TIMEOUT)

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel(now=True)

    def run_cell(self, code, timeout=TIMEOUT, **options):
        """Executes a cell and waits for its reply and for idle."""
        return self.wait_for(self.client.execute(code, **options), timeout)

    def wait_for(self, message_id, timeout=TIMEOUT, needs_reply=True):
        end = time.monotonic() + timeout
        messages, arrived, is_idle, reply = [], [], False, None
        while not is_idle or (needs_reply and reply is None):
            if time.monotonic() > end:
                raise AssertionError(f"no answer within {timeout} s; seen {[m['msg_type'] for m in messages]}")
            message = self.next_published(message_id, timeout=0.02)
            if message is not None:
                messages.append(message)
                arrived.append(time.monotonic())
                is_idle |= message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
            if needs_reply and reply is None:
                reply = self.reply_to(message_id)
        return Seen(reply, messages, arrived)

    published = {}

    def next_published(self, message_id, timeout):
        """What was published next for a request, if anything; what belongs to another is kept for those who ask for it.

        A reply comes by another socket than idle, so that the next request's first messages may be read before it.
        """
        kept = self.published.get(message_id)
        if kept:
            return kept.pop(0)
        try:
            message = self.client.get_iopub_msg(timeout=timeout)
        except Empty:
            return None
        parent = message["parent_header"].get("msg_id")
        if parent == message_id:
            return message
        self.published.setdefault(parent, []).append(message)
        return None

    replies = {}

    def reply_to(self, message_id):
        try:
            while True:
                message = self.client.get_shell_msg(timeout=0)
                self.replies[message["parent_header"].get("msg_id")] = message
        except Empty:
            return self.replies.pop(message_id, None)

    def ask(self, message_id, timeout=TIMEOUT):
        """Content of the reply to a shell request."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            reply = self.reply_to(message_id)
            if reply is not None:
                return reply["content"]
            time.sleep(0.005)
        raise AssertionError(f"no reply within {timeout} s")

    def control(self, message_type, content=None, timeout=TIMEOUT):
        message = self.client.session.msg(message_type, content or {})
        self.client.control_channel.send(message)
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            reply = self.client.get_control_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply
        raise AssertionError(f"no reply to {message_type}")

    def interrupt(self):
        return self.control("interrupt_request")["content"]

    def output_until(self, message_id, wanted, timeout=TIMEOUT):
        """Reads what is published until a stream of this request holds some text."""
        end = time.monotonic() + timeout
        text = ""
        while wanted not in text:
            if time.monotonic() > end:
                raise AssertionError(f"{wanted!r} did not come; got {text!r}")
            message = self.next_published(message_id, timeout=0.1)
            if message is not None and message["msg_type"] == "stream":
                text += message["content"]["text"]
        return text

    def assert_beating(self):
        """The client takes a heart that is a second late for one that stands still, and asks again."""
        end = time.monotonic() + TIMEOUT
        while not self.client.hb_channel.is_beating():
            self.assertLess(time.monotonic(), end, "no heartbeat")
            time.sleep(0.05)

    def assert_usable(self):
        self.assertEqual(self.run_cell("40 + 2").result(), "42")
