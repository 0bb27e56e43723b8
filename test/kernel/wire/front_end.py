"""A front end of jupyter_client, whose sessions sign what they send and check what they get.

Usage: front_end.py <connection file> <number of requests>. Prints what it found as one line of JSON.
"""

import json
import sys

from jupyter_client import BlockingKernelClient

client = BlockingKernelClient(connection_file=sys.argv[1])
client.load_connection_file()
client.start_channels()
session = client.session
found = {"replies": 0, "streams": 0, "buffers": 0, "dates": 0}

# Published messages are lost until the subscription is there; the first of them says that it is.
welcome = client.iopub_channel.get_msg(timeout=30)
found["welcome"] = [welcome["msg_type"], welcome["content"]]

for index in range(int(sys.argv[2])):
    content = {"code": "é😀" * (index % 7), "index": index}
    request = session.msg("execute_request", content=content, metadata={"cell": "a"})
    session.send(client.shell_channel.socket, request, buffers=[b"x" * index, b"end"])
    # A signature that is wrong, or came before, is an error of the session here.
    reply = client.shell_channel.get_msg(timeout=30)
    stream = client.iopub_channel.get_msg(timeout=30)
    same = reply["content"] == content and reply["metadata"] == {"cell": "a"}
    found["replies"] += same and reply["parent_header"]["msg_id"] == request["header"]["msg_id"]
    found["buffers"] += [bytes(buffer) for buffer in reply["buffers"]] == [b"x" * index, b"end"]
    found["streams"] += stream["content"] == {"name": "stdout", "text": content["code"] + "\ufffd"}
    # Dates are read as such only if they are ISO 8601.
    found["dates"] += reply["header"]["date"].tzinfo is not None

# Signed with another key: no answer, and the next one is answered.
key, session.key = session.key, b"another"
session.send(client.shell_channel.socket, session.msg("execute_request", content={"code": "wrong"}))
session.key = key
session.send(client.shell_channel.socket, session.msg("execute_request", content={"code": "right"}))
found["after a wrong key"] = client.shell_channel.get_msg(timeout=30)["content"]

# Asked for by the kernel, on the socket that has the same identity.
found["prompt"] = client.stdin_channel.get_msg(timeout=30)["content"]
client.input("answer")
found["answer"] = client.stdin_channel.get_msg(timeout=30)["content"]

control = session.msg("shutdown_request", content={"restart": False})
session.send(client.control_channel.socket, control)
found["control"] = client.control_channel.get_msg(timeout=30)["content"]

client.hb_channel.unpause()
client.hb_channel.time_to_dead = 0.2
for _ in range(100):
    if client.hb_channel.is_beating():
        break
    client.hb_channel.join(0.05)
client.hb_channel.join(1)
found["beating"] = client.hb_channel.is_beating()
client.stop_channels()
print(json.dumps(found))
