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
package io.camelmikrotik.internal.session;

import java.nio.charset.StandardCharsets;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.codec.SentenceEncoder;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.netty.buffer.ByteBuf;

/**
 * Writes a command as a sentence: command word, attributes, queries in their order, tag.
 */
final class CommandWriter {

    private CommandWriter() {
    }

    /**
     * @param  tag               0 for none
     * @throws BadInputException if a word is longer than a router takes, or has characters that the charset lacks; the
     *                           buffer is then as it was
     */
    static void write(ByteBuf out, RouterOsCommand command, ApiCharset charset, long tag, int maxWordLength) {
        int start = out.writerIndex();
        try {
            SentenceEncoder.word(out, ascii(command.path()));
            for (RouterOsCommand.Attribute attribute : command.attributes()) {
                byte[] name = ascii("=" + attribute.name() + "=");
                byte[] value = encode(attribute, command, charset);
                check(name.length + value.length, maxWordLength, command, attribute.name());
                SentenceEncoder.word(out, name, value);
            }
            for (String query : command.queries()) {
                byte[] word = encode(query, command, charset);
                check(word.length, maxWordLength, command, "a query");
                SentenceEncoder.word(out, word);
            }
            if (tag > 0) {
                SentenceEncoder.word(out, ascii(".tag=" + tag));
            }
            SentenceEncoder.endOfSentence(out);
        } catch (RuntimeException | Error e) {
            out.writerIndex(start);
            throw e;
        }
    }

    private static byte[] encode(RouterOsCommand.Attribute attribute, RouterOsCommand command, ApiCharset charset) {
        try {
            return attribute.value(charset);
        } catch (BadInputException e) {
            throw notSent(command, "the value of " + attribute.name(), e);
        }
    }

    private static byte[] encode(String query, RouterOsCommand command, ApiCharset charset) {
        try {
            return charset.encode(query);
        } catch (BadInputException e) {
            throw notSent(command, "a value of where", e);
        }
    }

    private static BadInputException notSent(RouterOsCommand command, String what, BadInputException cause) {
        return new BadInputException(command.path() + " was not sent: " + what + ": " + cause.getMessage(), cause);
    }

    private static void check(int length, int maxWordLength, RouterOsCommand command, String what) {
        if (length > maxWordLength) {
            throw new BadInputException(
                    command.path() + " was not sent: the word of " + what + " is " + length + " bytes long, a router takes "
                                        + maxWordLength);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
