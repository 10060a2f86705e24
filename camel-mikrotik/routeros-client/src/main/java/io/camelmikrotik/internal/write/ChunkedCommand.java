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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.where.QueryOperators;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.WriteOutcome;

/**
 * A few rows removed, enabled or disabled by one command with their ids joined by commas.
 * <p>
 * A router answers such a command with one trap, and does not say for which row, nor what it had done by then. So:
 * <ul>
 * <li>Rows are enabled or disabled one by one after a trap: doing it twice does no harm, and the row that is refused
 * says so.</li>
 * <li>Before rows are removed it is asked whether all of them exist ({@code print from=}, which costs the router little
 * more than these rows); if not, they are removed one by one and the missing one says so. If their removal is refused
 * all the same, what is still there is removed one by one, and what has gone is done: it was there a moment before, and
 * whether this command removed it or somebody else at that moment makes no difference to anybody.</li>
 * </ul>
 */
final class ChunkedCommand implements CommandSequence {

    private static final String ID = ".id";

    /** A row of the chunk. */
    private record Element(int place, long index, Object given, String id) {
    }

    private enum Step {
        ASKING_WHETHER_ALL_EXIST,
        TOGETHER,
        LOOKING_WHAT_IS_LEFT,
        ONE_BY_ONE,
        ENDED
    }

    private final String path;
    private final boolean removes;
    private final boolean stopsAtFailure;
    private final List<Element> elements = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private WriteOutcome[] outcomes;
    private Deque<Element> left;
    private Step step;
    private RouterOsCommand command;
    private boolean sentTogether;

    ChunkedCommand(RouterOsCommand first, boolean stopsAtFailure) {
        this.path = first.path();
        this.removes = first.verb().equals("remove");
        this.stopsAtFailure = stopsAtFailure;
    }

    /** The internal id that the command names, if that is all it says; else {@code null}. */
    static String onlyId(RouterOsCommand command) {
        if (!command.kind().mayBeChunked() || command.attributes().size() != 1 || !command.queries().isEmpty()) {
            return null;
        }
        RouterOsCommand.Attribute attribute = command.attributes().get(0);
        boolean names = attribute.name().equals(ID) || attribute.name().equals("numbers");
        String id = attribute.text();
        return names && id.startsWith("*") && id.indexOf(',') < 0 ? id : null;
    }

    /** @return whether the row was added; not if the chunk is of another menu or verb, or has it already */
    boolean add(long index, Object element, RouterOsCommand one, String id) {
        if (!one.path().equals(path) || !ids.add(id)) {
            return false;
        }
        elements.add(new Element(elements.size(), index, element, id));
        return true;
    }

    int size() {
        return elements.size();
    }

    /** The chunk is full. */
    void begin() {
        outcomes = new WriteOutcome[elements.size()];
        left = new ArrayDeque<>(elements);
        if (elements.size() == 1) {
            oneByOne();
        } else if (removes) {
            step = Step.ASKING_WHETHER_ALL_EXIST;
            command = RouterOsCommand.builder(menu() + "/print").properties(List.of(ID)).attribute("from", joined()).build();
        } else {
            together();
        }
    }

    @Override
    public RouterOsCommand command() {
        return command;
    }

    @Override
    public void answered(Reply reply) {
        switch (step) {
            case ASKING_WHETHER_ALL_EXIST -> {
                if (reply.rows().size() == elements.size()) {
                    together();
                } else {
                    oneByOne();
                }
            }
            case TOGETHER -> {
                elements.forEach(each -> end(each, WriteOutcome.done(each.index, each.given, null)));
                ended();
            }
            case LOOKING_WHAT_IS_LEFT -> {
                Set<String> there = new HashSet<>();
                reply.rows().forEach(
                        (RouterOsRow row) -> there.add(String.valueOf(row.getId()).toUpperCase(java.util.Locale.ROOT)));
                left.removeIf(each -> {
                    boolean gone = !there.contains(each.id.toUpperCase(java.util.Locale.ROOT));
                    if (gone) {
                        end(each, WriteOutcome.done(each.index, each.given, null));
                    }
                    return gone;
                });
                sentTogether = false;
                oneByOne();
            }
            default -> {
                Element one = left.poll();
                end(one, WriteOutcome.done(one.index, one.given, reply.ret()));
                oneByOne();
            }
        }
    }

    @Override
    public void failed(MikrotikException failure) {
        boolean refused = failure instanceof TrapException;
        switch (step) {
            case ASKING_WHETHER_ALL_EXIST -> oneByOne();
            case TOGETHER -> {
                if (!refused) {
                    left.forEach(each -> end(each, SingleCommand.outcomeOf(each.index, each.given, failure)));
                    ended();
                } else if (removes) {
                    sentTogether = true;
                    step = Step.LOOKING_WHAT_IS_LEFT;
                    command = RouterOsCommand.builder(menu() + "/print").properties(List.of(ID)).queries(anyOfThem()).build();
                } else {
                    sentTogether = true;
                    oneByOne();
                }
            }
            case LOOKING_WHAT_IS_LEFT -> abandoned("it was refused with others, and what it did was not found out: "
                                                   + failure.getMessage());
            default -> {
                Element one = left.poll();
                end(one, SingleCommand.outcomeOf(one.index, one.given, failure));
                if (stopsAtFailure && !sentTogether) {
                    abandoned("an earlier element was not done");
                } else {
                    oneByOne();
                }
            }
        }
    }

    @Override
    public void abandoned(String why) {
        for (Element each = left.poll(); each != null; each = left.poll()) {
            end(each, sentTogether
                    ? WriteOutcome.unknown(each.index, each.given, why)
                    : WriteOutcome.notSent(each.index, each.given, why));
        }
        ended();
    }

    /** After a refusal it is not known which rows it concerns. */
    @Override
    public boolean isHalfDone() {
        return sentTogether;
    }

    @Override
    public List<WriteOutcome> outcomes() {
        return Arrays.asList(outcomes);
    }

    private void together() {
        step = Step.TOGETHER;
        command = RouterOsCommand.builder(path).attribute(ID, joined()).build();
    }

    private void oneByOne() {
        step = Step.ONE_BY_ONE;
        if (left.isEmpty()) {
            ended();
        } else {
            command = RouterOsCommand.builder(path).attribute(ID, left.peek().id).build();
        }
    }

    private void ended() {
        step = Step.ENDED;
        command = null;
    }

    private void end(Element element, WriteOutcome outcome) {
        outcomes[element.place] = outcome;
    }

    private List<String> anyOfThem() {
        return QueryOperators.anyOf(ID, elements.stream().map(Element::id).toList());
    }

    private String joined() {
        return String.join(",", elements.stream().map(Element::id).toList());
    }

    private String menu() {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
