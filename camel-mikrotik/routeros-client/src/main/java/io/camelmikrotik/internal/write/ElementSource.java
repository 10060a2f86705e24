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
package io.camelmikrotik.internal.write;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.OnFailure;

/**
 * Makes sequences of commands of the elements of a bulk write, as they are asked for. Commands that only name a row to
 * remove, enable or disable are put together in chunks; every other has a sequence of its own. Reads no further than
 * one chunk ahead. For one thread at a time.
 */
public final class ElementSource implements Iterator<CommandSequence> {

    /** Makes the command of an element. */
    @FunctionalInterface
    public interface ElementCommand {
        /**
         * @throws BadInputException if the element makes none
         */
        RouterOsCommand commandOf(Object element);
    }

    /** Makes the sequence of an element. */
    @FunctionalInterface
    public interface ElementSequence {
        /**
         * @throws BadInputException if the element makes none
         */
        CommandSequence conversationOf(long index, Object element);
    }

    private final Iterator<?> elements;
    private final ElementCommand commands;
    private final ElementSequence sequences;
    private final int chunkSize;
    private final boolean stopsAtFailure;
    private final Queue<CommandSequence> made = new ArrayDeque<>();
    private ChunkedCommand chunk;
    private long read;
    private RuntimeException failure;

    private ElementSource(Iterator<?> elements, ElementCommand commands, ElementSequence sequences, int chunkSize,
                          boolean stopsAtFailure) {
        this.elements = elements;
        this.commands = commands;
        this.sequences = sequences;
        this.chunkSize = chunkSize;
        this.stopsAtFailure = stopsAtFailure;
    }

    /**
     * One command for each element.
     *
     * @param chunkSize most rows that one command removes, enables or disables; 1 for one by one
     * @param onFailure whether rows of a chunk that are handled one by one go on after one was not done
     */
    public static ElementSource ofCommands(
            Iterator<?> elements, ElementCommand commands, int chunkSize, OnFailure onFailure) {
        return new ElementSource(elements, commands, null, chunkSize, onFailure == OnFailure.STOP);
    }

    /** A sequence for each element. */
    public static ElementSource ofSequences(Iterator<?> elements, ElementSequence sequences) {
        return new ElementSource(elements, null, sequences, 1, false);
    }

    /** @throws RuntimeException what the elements' iterator threw, once all that it gave before has been handed out */
    @Override
    public boolean hasNext() {
        while (made.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            if (!readOne()) {
                finishChunk();
                return !made.isEmpty();
            }
        }
        return true;
    }

    @Override
    public CommandSequence next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return made.poll();
    }

    private boolean readOne() {
        Object element;
        try {
            if (!elements.hasNext()) {
                return false;
            }
            element = elements.next();
        } catch (RuntimeException e) {
            failure = e;
            finishChunk();
            return true;
        }
        long index = read++;
        try {
            if (sequences != null) {
                made.add(sequences.conversationOf(index, element));
            } else {
                take(index, element, commands.commandOf(element));
            }
        } catch (BadInputException e) {
            finishChunk();
            made.add(new BadElement(index, element, e.getMessage()));
        }
        return true;
    }

    private void take(long index, Object element, RouterOsCommand command) {
        String id = chunkSize > 1 ? ChunkedCommand.onlyId(command) : null;
        if (id == null) {
            finishChunk();
            made.add(CommandSequence.of(index, element, command));
            return;
        }
        if (chunk == null || !chunk.add(index, element, command, id)) {
            finishChunk();
            chunk = new ChunkedCommand(command, stopsAtFailure);
            chunk.add(index, element, command, id);
        }
        if (chunk.size() == chunkSize) {
            finishChunk();
        }
    }

    private void finishChunk() {
        if (chunk != null) {
            chunk.begin();
            made.add(chunk);
            chunk = null;
        }
    }
}
