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
package io.camelmikrotik.examples.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.DeviceSource;
import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;

/** An internet provider with many simulated routers, its inventory, and what happens to them. */
final class SimulatedNetwork implements DeviceSource, AutoCloseable {

    static final String UPLINK = "ether1";

    private static final List<String> SITES = List.of(
            "berlin", "bratislava", "graz", "leipzig", "linz", "olomouc", "praha", "wien");
    private static final String RESOURCE = "/system/resource";
    private static final String INTERFACES = "/interface";

    private final SimulatedFleet fleet;
    private final Map<String, SimulatedRouter> routers = new LinkedHashMap<>();
    private final Map<String, MikrotikDevice> inventory = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "life"));
    private final Random random = new Random(14);
    private final Map<String, long[]> counters = new LinkedHashMap<>();

    private SimulatedNetwork(SimulatedFleet fleet) {
        this.fleet = fleet;
    }

    static SimulatedNetwork start(int count) {
        SimulatedNetwork network = new SimulatedNetwork(SimulatedFleet.start(count, SimulatedRouter.Builder::countingJournal));
        for (int i = 0; i < count; i++) {
            network.add(network.fleet.router(i), i);
        }
        return network;
    }

    private void add(SimulatedRouter router, int number) {
        String site = SITES.get(number % SITES.size());
        String role = number < SITES.size() ? "core" : "access";
        String name = site + "-" + role + "-" + (number / SITES.size() + (role.equals("core") ? 1 : 0));
        MikrotikDevice device = new MikrotikDevice();
        device.setHost(router.host());
        device.setPort(router.port());
        device.setUsername(SimulatedRouter.USERNAME);
        device.setPassword(SimulatedRouter.PASSWORD);
        device.setLabels("site=" + site + ",role=" + role);
        inventory.put(name, device);
        routers.put(name, router);
        counters.put(name, new long[] { random.nextInt(1_000_000_000), random.nextInt(1_000_000_000) });
        SimulatedTable interfaces = router.table(INTERFACES);
        if (interfaces.find("name", UPLINK).isEmpty()) {
            interfaces.add("name", UPLINK, "type", "ether", "running", "true");
        }
        moveOn(name);
    }

    @Override
    public Map<String, MikrotikDevice> devices() {
        return inventory;
    }

    List<String> names() {
        return new ArrayList<>(inventory.keySet());
    }

    SimulatedRouter router(String name) {
        return routers.get(name);
    }

    /** How it is called in management: {@code user@host:port}. */
    String label(String name) {
        return SimulatedRouter.USERNAME + "@" + router(name).address();
    }

    void load(String name, int percent) {
        router(name).table(RESOURCE).set("*0", "cpu-load", String.valueOf(percent));
    }

    /** Traffic and load of one router, a second later. */
    private void moveOn(String name) {
        SimulatedRouter router = router(name);
        long[] bytes = counters.get(name);
        bytes[0] += (long) (4_000_000 * (1 + random.nextDouble()));
        bytes[1] += (long) (900_000 * (1 + random.nextDouble()));
        SimulatedTable interfaces = router.table(INTERFACES);
        interfaces.set(interfaces.find("name", UPLINK).get(0).get(".id"), "rx-byte", String.valueOf(bytes[0]), "tx-byte",
                String.valueOf(bytes[1]));
    }

    /**
     * Lets it live until it is closed: loads rise and fall, routers go and come back, a roll-out begins now and then.
     */
    void live(FleetMonitorApplication application) {
        List<String> names = names();
        clock.scheduleAtFixedRate(() -> names.forEach(this::moveOn), 1, 1, TimeUnit.SECONDS);
        clock.scheduleAtFixedRate(() -> names.forEach(
                name -> load(name, random.nextInt(20) == 0 ? 85 + random.nextInt(15) : random.nextInt(60))), 0, 15,
                TimeUnit.SECONDS);
        for (int i = 0; i < Math.max(2, names.size() / 40); i++) {
            router(any()).shutdown();
        }
        clock.scheduleAtFixedRate(this::goAndComeBack, 20, 20, TimeUnit.SECONDS);
        router(any()).faults().refuseLogins(1_000);
        clock.schedule(() -> suspendOne(application), 8, TimeUnit.SECONDS);
        clock.scheduleAtFixedRate(() -> rollOut(application), 10, 120, TimeUnit.SECONDS);
    }

    private String any() {
        List<String> names = names();
        return names.get(random.nextInt(names.size()));
    }

    private void goAndComeBack() {
        router(any()).shutdown();
        routers.values().stream().filter(each -> !each.isOn()).findFirst().ifPresent(SimulatedRouter::powerOn);
    }

    private void suspendOne(FleetMonitorApplication application) {
        application.main().getCamelContext().getComponent("mikrotik", MikrotikComponent.class).suspendDevice(label(any()));
    }

    private void rollOut(FleetMonitorApplication application) {
        application.rollouts().begin(
                application.main().getCamelContext(),
                "192.0.2." + (1 + random.nextInt(250)));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        fleet.close();
    }
}
