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

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * One file on its way to a router. It is written under another name, looked at there, and given its own name in the
 * end, so that nobody finds half of it, and so that the file that had the name before is there until then. Routers
 * before 7.13 cannot rename: there a small file is written under its own name, by one command. No version appends to a
 * file, or writes more than 60 KB into one: larger files are fetched by the router.
 */
final class FileUpload {

    static final String FILE = "/file";
    /** The most that a router takes as a property. */
    static final int MOST_CONTENTS = 61_440;
    /** What is read back to be compared; of larger files the size is. */
    private static final int MOST_COMPARED = 1 << 20;
    private static final String PART = ".camel-part";

    private final DeviceClient client;
    private final String name;
    private final byte[] contents;
    private final FileOffer.Address address;
    private final Executor threads;

    FileUpload(DeviceClient client, String name, byte[] contents, FileOffer.Address address, Executor threads) {
        this.client = client;
        this.name = name;
        this.contents = contents;
        this.address = address;
        this.threads = threads;
    }

    static List<RouterOsCommand> commands(boolean fetch) {
        return List.of(RouterOsCommand.of(FILE + "/print"), RouterOsCommand.of(FILE + "/read"),
                RouterOsCommand.of(fetch ? "/tool/fetch" : FILE + "/add"),
                RouterOsCommand.of(FILE + "/set"), RouterOsCommand.of(FILE + "/remove"));
    }

    /**
     * @return completes when the file is there under its name, of the right size, and with the right contents as far as
     *         they were read back
     */
    CompletableFuture<Void> run() {
        if (contents.length > MOST_CONTENTS && address == null) {
            throw new BadInputException(
                    name + " has " + contents.length + " bytes, and RouterOS takes " + MOST_CONTENTS
                                        + " at most over the API and appends to no file: set uploadAddress to a host:port of this machine"
                                        + " that the router can reach, from which it fetches the file, or send it over SFTP; nothing was"
                                        + " sent");
        }
        return removed(PART).thenCompose(ready -> put(name + PART))
                .thenCompose(put -> check(name + PART))
                .thenCompose(checked -> rename())
                .handle((done, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.<Void> completedFuture(null);
                    }
                    Throwable cause = Completions.cause(failure);
                    return removed(PART).handle((removed, late) -> {
                        throw Throwables.unchecked(cause);
                    });
                }).thenCompose(stage -> stage.thenApply(end -> (Void) null));
    }

    private CompletableFuture<Void> put(String as) {
        if (contents.length <= MOST_CONTENTS) {
            return write(RouterOsCommand.builder(FILE + "/add").attribute("name", as).attribute("contents", contents).build());
        }
        FileOffer offer;
        try {
            offer = FileOffer.open(address, contents, threads);
        } catch (IOException e) {
            throw new MikrotikException(
                    client.label(), "/tool/fetch", CommandFate.NEVER_SENT,
                    "uploadAddress " + address + " cannot be listened at: " + e.getMessage() + "; nothing was sent", e);
        }
        return write(RouterOsCommand.builder("/tool/fetch").attribute("url", offer.url()).attribute("dst-path", as).build())
                .whenComplete((fetched, failure) -> offer.close());
    }

    /** A lost reply does not matter: the file is looked at. */
    private CompletableFuture<Void> write(RouterOsCommand command) {
        return client.execute(command).handle((reply, failure) -> {
            Throwable cause = failure == null ? null : Completions.cause(failure);
            if (cause != null && !(cause instanceof OutcomeUnknownException)) {
                throw Throwables.unchecked(cause);
            }
            return null;
        });
    }

    /** Fails unless it is there as it should be. */
    private CompletableFuture<Void> check(String as) {
        return find(as).thenCompose(row -> {
            Long size = row == null ? null : row.getLong("size");
            if (size == null || size != contents.length) {
                throw new MikrotikException(
                        client.label(), FILE + "/add", CommandFate.ANSWERED,
                        "file " + as + " on " + client.label() + (row == null
                                ? " is not there" : " has " + size + " bytes instead of " + contents.length),
                        null);
            }
            return contents.length == 0 || contents.length > MOST_COMPARED
                    ? CompletableFuture.completedFuture((Void) null) : compare(as, 0);
        });
    }

    private CompletableFuture<Void> compare(String as, int offset) {
        int end = Math.min(contents.length, offset + RemoteFile.CHUNK);
        return RemoteFile.read(client, as, offset).handle((bytes, failure) -> {
            if (failure != null) {
                Throwable cause = Completions.cause(failure);
                if (isTrap(cause, "no such command")) {
                    // before 7.13: the size has to do
                    return CompletableFuture.<Void> completedFuture(null);
                }
                throw Throwables.unchecked(cause);
            }
            if (!Arrays.equals(bytes, Arrays.copyOfRange(contents, offset, end))) {
                throw new MikrotikException(
                        client.label(), FILE + "/read", CommandFate.ANSWERED,
                        "file " + as + " on " + client.label() + " has other contents than were sent, after byte " + offset,
                        null);
            }
            return end == contents.length ? CompletableFuture.<Void> completedFuture(null) : compare(as, end);
        }).thenCompose(stage -> stage);
    }

    private CompletableFuture<Void> rename() {
        return removed("").thenCompose(free -> find(name + PART)).thenCompose(part -> {
            if (part == null) {
                throw new MikrotikException(
                        client.label(), FILE + "/set", CommandFate.ANSWERED,
                        "file " + name + PART + " on " + client.label() + " has gone before it was given its name", null);
            }
            return write(
                    RouterOsCommand.builder(FILE + "/set").attribute(".id", part.get(".id")).attribute("name", name).build());
        }).handle((renamed, failure) -> {
            Throwable cause = failure == null ? null : Completions.cause(failure);
            if (isTrap(cause, "unknown parameter") && contents.length <= MOST_CONTENTS) {
                return removed(PART).thenCompose(gone -> put(name));
            } else if (cause != null) {
                throw Throwables.unchecked(cause);
            }
            return CompletableFuture.<Void> completedFuture(null);
        }).thenCompose(stage -> stage).thenCompose(named -> check(name));
    }

    private CompletableFuture<Void> removed(String suffix) {
        String file = name + suffix;
        return find(file).thenCompose(row -> row == null
                ? CompletableFuture.completedFuture(null)
                : write(RouterOsCommand.builder(FILE + "/remove").attribute(".id", row.get(".id")).build())
                        .thenCompose(removed -> find(file)).thenAccept(still -> {
                            if (still != null) {
                                throw new MikrotikException(
                                        client.label(), FILE + "/remove", CommandFate.ANSWERED,
                                        "file " + file + " on " + client.label() + " was not removed", null);
                            }
                        }));
    }

    /** {@code null} if there is none. */
    private CompletableFuture<RouterOsRow> find(String file) {
        return client.execute(RouterOsCommand.builder(FILE + "/print").queries(List.of("?name=" + file))
                .properties(List.of(".id", "name", "size")).build())
                .thenApply(reply -> reply.rows().isEmpty() ? null : reply.rows().get(0));
    }

    private static boolean isTrap(Throwable failure, String text) {
        return failure instanceof TrapException trap && trap.getTrapMessage().toLowerCase(Locale.ROOT).contains(text);
    }
}
