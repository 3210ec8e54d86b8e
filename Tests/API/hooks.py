# SPDX-License-Identifier: Apache-2.0
"""What schemathesis must know of this API that no document can say. Loaded by it (SCHEMATHESIS_HOOKS)."""

import os

import schemathesis

OWNER, LABEL = "ada", "schemathesis"


@schemathesis.serializer("application/yaml", "application/x-pem-file")
def as_it_is(ctx, value):
    """A text is sent as it is, not as YAML that has the text in it."""
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Who takes their own rights away learns nothing more, and a configuration that is tried must not listen elsewhere."""
    path, parts = case.operation.path, case.path_parameters or {}
    if path == "/api/v1/tokens/{label}" and parts.get("label") == LABEL:
        parts["label"] = "another"
    if path == "/api/v1/users/{name}" and parts.get("name") == OWNER:
        parts["name"] = "another"
    if path == "/api/v1/config" and case.method == "PUT" and isinstance(case.body, str):
        # Half of them as a remark, so that some can be applied.
        remark = "# " + " ".join(case.body.split()) if len(case.body) % 2 else case.body
        case.body = os.environ["GNOMON_SETTINGS"] + remark


@schemathesis.hook
def after_call(ctx, case, response):
    """For the tests to see what was reached."""
    with open(os.environ["GNOMON_HEARD"], "a") as heard:
        heard.write(f"{response.status_code} {case.method} {case.operation.path}\n")
