# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#     http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.
"""Lets librouteros talk to a simulated router: check_simulator.py PORT plain|challenge

librouteros 3.1 counts characters where bytes are meant: it can read other letters than ASCII, but not send them.
"""
import sys

import librouteros
from librouteros.exceptions import MultiTrapError, TrapError
from librouteros.login import plain, token
from librouteros.query import And, Key, Or


def connect(port, method, password="secret"):
    return librouteros.connect("127.0.0.1", "api", password, port=port, encoding="utf-8", timeout=10, login_method=method)


def expect_trap(text, action, *arguments):
    try:
        action(*arguments)
    except (TrapError, MultiTrapError) as trap:
        assert text in str(trap), "%r is not in %r" % (text, str(trap))
    else:
        raise AssertionError("no trap with %r" % text)


def main(port, method):
    expect_trap("cannot log in" if method is token else "invalid user name or password", connect, port, method, "wrong")
    api = connect(port, method)
    assert list(api("/system/identity/print")) == [{"name": "Žižkov"}]

    secrets = api.path("ppp", "secret")
    assert list(secrets) == []
    first = secrets.add(name="cust1", service="pppoe", disabled=True)
    second = secrets.add(name="cust2", service="any")
    assert (first, second) == ("*1", "*2"), (first, second)
    secrets.update(**{".id": second, "comment": "not paid"})

    name, service, disabled = Key("name"), Key("service"), Key("disabled")
    assert list(secrets.select(name).where(service == "pppoe")) == [{"name": "cust1"}]
    assert list(secrets.select(name).where(disabled == True)) == [{"name": "cust1"}]
    assert len(list(secrets.select(name).where(Or(name == "cust1", name == "cust2")))) == 2
    assert list(secrets.select(name).where(And(name == "cust1", service == "any"))) == []
    assert list(secrets.select(name).where(name != "cust1")) == [{"name": "cust2"}]
    assert list(secrets.select(Key("comment")).where(name == "cust2")) == [{"comment": "not paid"}]

    expect_trap("input does not match any value of profile", lambda: secrets.add(name="x", profile="none"))
    expect_trap("no such item", secrets.remove, "*99")
    expect_trap("no such command", lambda: list(api("/caps-man/print")))
    secrets.remove(first)
    assert [row["name"] for row in secrets] == ["cust2"]
    api.close()


main(int(sys.argv[1]), token if sys.argv[2] == "challenge" else plain)
