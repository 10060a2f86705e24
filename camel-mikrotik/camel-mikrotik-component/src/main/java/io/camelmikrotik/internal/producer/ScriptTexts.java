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
package io.camelmikrotik.internal.producer;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a change by script puts on the router. The state of the change is the last word of the comment of its script,
 * where the router's own scripts and this component both read and write it:
 *
 * <pre>
 * ready → started → done | failed → reverting → reverted | revert-failed
 * </pre>
 *
 * The start does nothing unless the state is {@code ready}, so that it cannot run the script twice; the revert does
 * nothing while it is {@code ready}, so that it never undoes what was not begun, and it switches its own timer off
 * first, so that it does not run twice either, not even when it reboots the router.
 */
record ScriptTexts(String id, Duration confirmTimeout) {

    /** Of the script that makes the change, and of the scheduler's entry that undoes it. */
    static final String NAME = "camel-apply";
    static final String REVERT = "camel-apply-revert";
    static final String BACKUP = "camel-apply.backup";
    static final String FILE = "camel-apply.rsc";

    private static final String OURS = "camel-mikrotik ";
    private static final Pattern COMMENT = Pattern.compile(OURS + "([0-9a-f]+)-[0-9a-f]+(?: ([a-z-]+))?");

    /** The comment of the script in that state. */
    String comment(String state) {
        return OURS + id + ' ' + state;
    }

    /** The comment of all else that belongs to this run. */
    String comment() {
        return OURS + id;
    }

    boolean isMine(String comment) {
        return comment != null && comment.startsWith(comment());
    }

    static boolean isOurs(String comment) {
        return comment != null && COMMENT.matcher(comment).matches();
    }

    /** {@code null} if the comment tells none. */
    static String state(String comment) {
        Matcher matcher = COMMENT.matcher(comment == null ? "" : comment);
        return matcher.matches() ? matcher.group(2) : null;
    }

    /** When the run of that comment began, in milliseconds as of the clock of whoever began it. */
    static long begun(String comment) {
        Matcher matcher = COMMENT.matcher(comment);
        return matcher.matches() ? Long.parseLong(matcher.group(1), 16) : 0;
    }

    /** Goes on without the session that sends it: {@code /execute} runs it as a job of its own. */
    String start() {
        return ":if ([:len [/system script find name=\"" + NAME + "\" comment=\"" + comment("ready") + "\"]] = 1) do={\n"
               + set(null, "started")
               + ":do {\n/system script run " + NAME + "\n" + set("started", "done")
               + "} on-error={\n" + set("started", "failed") + "}\n}";
    }

    /** What the scheduler runs. */
    String revert() {
        return "/system scheduler set [find name=\"" + NAME + "\"] disabled=yes\n"
               + ":if ([:len [/system script find name=\"" + NAME + "\" comment=\"" + comment("ready") + "\"]] = 0) do={\n"
               + set(null, "reverting")
               + "/system script job remove [find script=\"" + NAME + "\"]\n"
               + ":do {\n/system script run " + REVERT + "\n" + set("reverting", "reverted")
               + "} on-error={\n" + set("reverting", "revert-failed") + "}\n}";
    }

    /** @param from the state that it must have, or {@code null} for any */
    private String set(String from, String to) {
        String found = from == null ? "" : " comment=\"" + comment(from) + '"';
        return "/system script set [find name=\"" + NAME + '"' + found + "] comment=\"" + comment(to) + "\"\n";
    }

    String interval() {
        return confirmTimeout.toSeconds() + "s";
    }

    /** Reads and restores what the router was before; it reboots for that. */
    static String loadBackup() {
        return "/system backup load name=" + BACKUP + " password=\"\"";
    }
}
