"""The public suite of the Jupyter project, with our answers to its questions."""

import jupyter_kernel_test

from kernel_case import KERNEL


class Suite(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [{"text": "consol", "matches": {"console"}}, {"text": "Math.fro", "matches": {"fround"}}]
    complete_code_samples = ["1", "const a = 1;", "function f() { return 1 }", "// nothing", "if (true) { }", "x => x"]
    incomplete_code_samples = ["const x = {", "f(", "[1, 2", "`text", "/* comment", "function f() {", "1 +", "x =>"]
    invalid_code_samples = ["function function", "const = 1", "1 2", ")", "let a; let a;"]
    code_generate_error = "throw new Error('on purpose')"
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "'a' + 'b'", "result": "ab"},
        {"code": "[1, 2, 3].map((x) => x * 2)"},
    ]
    code_display_data = [{"code": "Deno.jupyter.display({ 'text/html': '<b>b</b>' }, { raw: true })", "mime": "text/html"}]
    code_history_pattern = "1?+?2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = "oi.clearOutput()"


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True
