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
package io.camelmikrotik.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.feed.ChangeHandler;
import io.camelmikrotik.feed.RowChange;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RowStream;
import io.camelmikrotik.write.BulkResult;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnAbsent;

/** The program of the module's README; {@code ClientReadmeTest} compares the two and runs it. */
final class ClientTour {

    private ClientTour() {
    }

    // tag::tour[]
    static void tour(String host, int port, String password) throws Exception {
        try (RouterOsClient client = RouterOsClient.create()) {
            RouterOsDevice router = client.device(DeviceAccess.of(host, port, "api", password));

            // print, with a condition; a row is a map with typed accessors
            router.print("/ppp/secret", "disabled=yes").get().forEach(row -> System.out.println(row.get("name")));

            // a list of writes, pipelined, with an outcome for each
            BulkResult added = router.bulk("/ip/firewall/address-list/add",
                    List.of(Map.of("list", "blocked", "address", "192.0.2.1"),
                            Map.of("list", "blocked", "address", "192.0.2.2")),
                    System.out::println).get();

            // a part of a table made equal to a list, with the fewest writes
            EnsureSettings blocked = EnsureSettings.of(
                    "/ip/firewall/address-list", RouterOsDevice.scope("list=blocked"), List.of("address"))
                    .onAbsent(OnAbsent.REMOVE);
            EnsureResult result = router.ensure(blocked, List.of(Map.of("address", "192.0.2.2"))).get();
            System.out.println(added.done() + " added, then " + result);

            // rows one by one, in constant memory
            try (RowStream rows = router.stream(RouterOsCommand.of("/ip/firewall/address-list/print")).get()) {
                rows.forEachRemaining(System.out::println);
            }

            // what changes, without a gap, also over reboots of the router
            CountDownLatch seen = new CountDownLatch(1);
            TableWatch watch = router.watch("/ip/firewall/address-list", List.of("address"), new ChangeHandler() {
                @Override
                public boolean deliver(RowChange change) {
                    System.out.println(change);
                    seen.countDown();
                    return true;
                }

                @Override
                public void failed(String what, Exception failure) {
                    System.out.println(what + ": " + failure.getMessage());
                }
            });
            watch.start();
            seen.await(30, TimeUnit.SECONDS);
            watch.stop().toCompletableFuture().get();
        }
    }
    // end::tour[]
}
