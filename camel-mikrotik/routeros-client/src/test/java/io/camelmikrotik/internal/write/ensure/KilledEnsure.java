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
package io.camelmikrotik.internal.write.ensure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.camelmikrotik.internal.pool.DeviceCommands;
import io.camelmikrotik.internal.pool.SessionPool;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnAbsent;
import io.camelmikrotik.write.Scope;

/**
 * An application that makes a table equal to a list and is killed meanwhile. Run by {@link EnsureKillTest}.
 */
final class KilledEnsure {

    static final String MENU = "/ip/firewall/address-list";
    static final EnsureSettings SETTINGS = EnsureSettings.of(
            MENU, new Scope("list=blocklist", WhereExpression.parse("list=blocklist").bind(name -> null)), List.of("address"))
            .onAbsent(OnAbsent.REMOVE);

    private KilledEnsure() {
    }

    /** The even ones of before with another comment, and the next ones. */
    static List<Map<String, String>> list(int rows) {
        List<Map<String, String>> list = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            list.add(Map.of("address", "10.0." + (i / 128) + "." + (i % 128 * 2), "comment", i % 4 == 0 ? "old" : "new"));
        }
        return list;
    }

    /** Arguments: port, number of rows, whether in Safe Mode. */
    public static void main(String[] arguments) throws Exception {
        ExecutorService worker = Executors.newFixedThreadPool(2);
        RouterOsTransport transport = new RouterOsTransport(1, Thread::new, worker);
        SessionPool pool = new SessionPool(
                transport, PoolSettings.builder().build(), worker, Executors.newSingleThreadScheduledExecutor());
        EnsureRun run = new EnsureRun(
                pool.device(DeviceAccess.of("127.0.0.1", Integer.parseInt(arguments[0]), "api", "secret")),
                new DeviceCommands(pool), SETTINGS, PipelineSettings.DEFAULTS, worker);
        DesiredRows desired = DesiredRows.of(list(Integer.parseInt(arguments[1])), SETTINGS);
        System.out.println((Boolean.parseBoolean(arguments[2]) ? run.runInSafeMode(desired) : run.run(desired)).get());
        pool.close(Duration.ofSeconds(1));
        System.exit(0);
    }
}
