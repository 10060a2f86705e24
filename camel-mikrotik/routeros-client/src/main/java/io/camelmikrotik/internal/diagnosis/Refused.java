/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.camelmikrotik.internal.diagnosis;

/** Commands that a router refuses to carry out for this user, or does not have. */
final class Refused {

    static final String RIGHTS = "/user/group/set [find name=GROUP] policy=..., with read among them"
                                 + " (it names all policies that the group shall have)";

    private Refused() {
    }

    static Finding finding(Answer answer) {
        if (answer.isForbidden()) {
            return Finding.warning("the rights of this user do not allow " + answer.path(), RIGHTS);
        }
        String text = String.valueOf(answer.refusal().getTrapMessage());
        return text.contains("no such command")
                ? Finding.skipped("because this router has no " + answer.path())
                : Finding.warning("the router refused " + answer.path() + ": \"" + text + "\"",
                        answer.path() + " in its terminal");
    }
}
