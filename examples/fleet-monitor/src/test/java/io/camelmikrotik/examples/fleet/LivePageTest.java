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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.camelmikrotik.MikrotikComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * The page in a real browser. Skipped where Debian's package chromium is not installed, unless the environment variable
 * or the system property CI_REQUIRES_CHROMIUM is true. With {@code -Dscreenshots=FOLDER} it leaves pictures there.
 */
class LivePageTest {

    private static final String REQUIRED = "CI_REQUIRES_CHROMIUM";
    private static final int ROUTERS = Integer.getInteger("routers", 40);

    private final SimulatedNetwork network = SimulatedNetwork.start(ROUTERS);
    private final FleetMonitorApplication application = new FleetMonitorApplication(network);
    private HeadlessChromium browser;

    @BeforeEach
    void openThePage() throws Exception {
        boolean installed = Files.isExecutable(HeadlessChromium.PROGRAM);
        if (!installed && !Boolean.parseBoolean(System.getenv(REQUIRED)) && !Boolean.getBoolean(REQUIRED)) {
            System.getLogger(getClass().getName()).log(System.Logger.Level.WARNING,
                    "skipped: there is no " + HeadlessChromium.PROGRAM + " (package chromium)");
            abort("there is no " + HeadlessChromium.PROGRAM);
        }
        assertThat(installed).as("%s is installed, as %s demands", HeadlessChromium.PROGRAM, REQUIRED).isTrue();
        application.main().addOverrideProperty("page.port", "0");
        application.main().addOverrideProperty("poll.every", "1s");
        application.main().addOverrideProperty("look.every", "500");
        application.main().addOverrideProperty("rollout.offlineDeadline", "0");
        application.main().addOverrideProperty("rollout.pause", "0");
        application.main().start();
        browser = new HeadlessChromium();
        browser.open(application.page().address());
    }

    @AfterEach
    void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        application.main().stop();
        network.close();
    }

    @Test
    void itShowsTheStateOfEachRouterAndFollowsWhatHappens() throws Exception {
        shows("#state-up b", String.valueOf(ROUTERS));
        shows("#line", "live");
        assertThat(browser.evaluate("document.querySelectorAll('#wall .tile.up').length")).isEqualTo(String.valueOf(ROUTERS));
        assertThat(browser.text("#wall h3")).contains("berlin", "wien");
        shows("#no-trouble", "Every router is up.");

        network.router("graz-core-1").shutdown();
        component().suspendDevice(network.label("wien-core-1"));
        network.load("linz-core-1", 97);
        shows("#state-down b", "1");
        shows("#state-suspended b", "1");
        shows("#state-busy b", "1");
        shows("#trouble", "graz-core-1");
        shows("#trouble", "next attempt");
        shows("#trouble", "until it is resumed");
        assertThat(browser.text("#trouble .why")).contains("api@" + network.router("graz-core-1").address());

        application.rollouts().begin(
                application.main().getCamelContext(), "192.0.2.7");
        shows("#rollouts", "DNS servers 192.0.2.7");
        shows("#rollouts", (ROUTERS - 8) + " of " + (ROUTERS - 8) + " done");

        network.router("graz-core-1").powerOn();
        component().resumeDevice(network.label("graz-core-1"));
        component().resumeDevice(network.label("wien-core-1"));
        network.load("linz-core-1", 4);
        shows("#no-trouble", "Every router is up.");
        shows("#chart-traffic .legend", "bit/s");
        assertThat(browser.scriptErrors()).isEmpty();
    }

    @Test
    void aStateOrAWordShowsTheRoutersThatFit() throws Exception {
        shows("#state-up b", String.valueOf(ROUTERS));
        browser.evaluate(
                "(document.querySelector('#search').value = 'graz core', document.querySelector('#search').oninput())");
        shows("#shown", "1 of " + ROUTERS + " match");
        browser.evaluate("(document.querySelector('#search').value = '', document.querySelector('#state-down').click())");
        shows("#shown", "0 of " + ROUTERS + " match");
    }

    @Test
    void whatARouterCallsItselfIsShownAndNeverRun() throws Exception {
        String name = "<img src=x onerror=\"document.title='run'\">";
        network.router("berlin-core-1").table("/system/resource").set("*0", "board-name", name);
        shows("#state-up b", String.valueOf(ROUTERS));

        Callable<String> model = () -> {
            browser.evaluate("open('berlin-core-1')");
            String text = browser.text("#detail dd");
            browser.evaluate("document.querySelector('#detail').close()");
            return text;
        };
        await().atMost(Duration.ofSeconds(60)).until(model, text -> text.contains(name));
        assertThat(browser.evaluate("document.title")).isEqualTo("Fleet");
        assertThat(browser.evaluate("document.querySelectorAll('img').length")).isEqualTo("0");
        assertThat(browser.scriptErrors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "390, 844, false", "390, 844, true", "1440, 1000, false", "1440, 1000, true" })
    void itFitsPhonesAndScreensInLightAndDark(int width, int height, boolean dark) throws Exception {
        browser.view(width, height, dark);
        network.router("praha-core-1").shutdown();
        network.router("leipzig-core-1").shutdown();
        component().suspendDevice(network.label("wien-core-1"));
        network.load("linz-core-1", 97);
        application.rollouts().begin(
                application.main().getCamelContext(), "192.0.2.7");
        shows("#state-down b", "2");
        shows("#rollouts", "done");
        shows("#chart-commands .legend", "answered");

        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo("true");
        assertThat(browser.evaluate(
                "[...document.querySelectorAll('.card, .tile')].every(e => e.getBoundingClientRect().right <= innerWidth)"))
                .isEqualTo("true");
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(dark ? "rgb(17, 21, 26)" : "rgb(244, 246, 248)");
        assertThat(browser.scriptErrors()).isEmpty();
        if (System.getProperty("screenshots") != null) {
            await().pollDelay(Duration.ofSeconds(Integer.getInteger("screenshots.after", 5))).until(() -> true);
            browser.screenshot(Path.of(System.getProperty("screenshots"), width + (dark ? "-dark" : "-light") + ".png"));
        }
    }

    @Test
    void itComesBackByItselfWithWhatIsTrueThen() throws Exception {
        shows("#line", "live");
        LivePage page = application.page();
        page.stop();
        shows("#line", "connection lost");

        network.router("wien-core-1").shutdown();
        page.start();
        shows("#line", "live");
        shows("#state-down b", "1");
    }

    private MikrotikComponent component() {
        return application.main().getCamelContext().getComponent("mikrotik", MikrotikComponent.class);
    }

    private void shows(String selector, String text) {
        Callable<String> shown = () -> browser.text(selector);
        await(selector + " shows " + text).atMost(Duration.ofSeconds(60)).until(shown, seen -> seen.contains(text));
    }
}
