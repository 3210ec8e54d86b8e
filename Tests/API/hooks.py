# SPDX-License-Identifier: Apache-2.0
"""What schemathesis must know of this API that no document can say. Loaded by it (SCHEMATHESIS_HOOKS)."""

import os

import schemathesis

OWNER, LABEL = "ada", "schemathesis"


@schemathesis.serializer("application/x-pem-file")
def as_it_is(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Who takes their own rights away learns nothing more, and a configuration that is tried must not listen elsewhere."""
    path, parts = case.operation.path, case.path_parameters or {}
    if path == "/api/v1/tokens/{label}" and parts.get("label") == LABEL:
        parts["label"] = "another"
    if path == "/api/v1/users/{name}" and parts.get("name") == OWNER:
        parts["name"] = "another"
    if isinstance(case.body, str) and path.startswith("/api/v1/config"):
        case.body = (configuration(case.body) if path == "/api/v1/config" else case.body).encode(errors="surrogatepass")


def configuration(text):
    """Half of them with the text as a remark, so that some can be applied."""
    return os.environ["GNOMON_SETTINGS"] + ("# " + " ".join(text.split()) if len(text) % 2 else text)


@schemathesis.hook
def after_call(ctx, case, response):
    """For the tests to see what was reached."""
    with open(os.environ["GNOMON_HEARD"], "a") as heard:
        heard.write(f"{response.status_code} {case.method} {case.operation.path}\n")
