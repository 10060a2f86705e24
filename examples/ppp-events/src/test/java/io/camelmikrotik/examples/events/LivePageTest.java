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
package io.camelmikrotik.examples.events;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

import org.apache.camel.main.Main;
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
 * or the system property CI_REQUIRES_CHROMIUM is true.
 */
class LivePageTest {

    private static final String REQUIRED = "CI_REQUIRES_CHROMIUM";
    private static final String NO_SCROLLING
            = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";

    private final SimulatedProvider provider = SimulatedProvider.start();
    private final Main main = PppEventsApplication.application(provider);
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
        provider.dialIn("north");
        main.addOverrideProperty("page.port", "0");
        main.start();
        browser = new HeadlessChromium();
        browser.recordScriptErrors();
        browser.open(main.getCamelContext().hasService(LivePage.class).address());
    }

    @AfterEach
    void close() throws Exception {
        if (browser != null) {
            assertThat(browser.evaluate("scriptErrors.join()")).isEmpty();
            browser.close();
        }
        main.stop();
        provider.close();
    }

    @Test
    void itShowsWhoIsOnlineAndFollowsWhatHappens() throws Exception {
        shows("#sessions", "anna.adler");
        shows("#line", "live");
        assertThat(browser.text("#sessions-title")).isEqualTo("1 session");
        assertThat(browser.text("#routers")).contains("north", "south", "west");

        provider.dialIn("south");
        shows("#sessions-title", "2 sessions");
        shows("#feed", "south · 100.64.0.2");

        provider.hangUp("north");
        shows("#sessions-title", "1 session");
        assertThat(browser.text("#sessions")).doesNotContain("anna.adler");
        assertThat(browser.text("#feed li:first-child")).contains("down", "anna.adler");

        provider.lease("west");
        shows("#feed li:first-child", "lease");

        provider.reboot("south", 2);
        shows("#sessions-title", "2 sessions");
        shows("#feed", "caught up");
    }

    @Test
    void whatASubscriberCallsItselfIsShownAndNeverRun() throws Exception {
        String name = "<img src=x onerror=\"document.title='run'\">";
        provider.router("west").table("/ppp/active").add(Map.of("name", name, "address", "100.64.9.9", "uptime", "1s"));

        shows("#sessions", name);
        shows("#feed", name);
        assertThat(browser.evaluate("document.title")).isEqualTo("Subscribers online");
        assertThat(browser.evaluate("document.querySelectorAll('#sessions img, #feed img').length")).isEqualTo("0");
    }

    @Test
    void itComesBackByItselfWithWhatIsTrueThen() throws Exception {
        shows("#line", "live");
        LivePage page = main.getCamelContext().hasService(LivePage.class);
        page.stop();
        shows("#line", "connection lost");

        provider.dialIn("west");
        page.start();
        shows("#line", "live");
        shows("#sessions-title", "2 sessions");
    }

    @ParameterizedTest
    @CsvSource({ "390, false", "390, true", "768, false", "768, true", "1440, false", "1440, true" })
    void itFitsAnyScreen(int width, boolean dark) throws Exception {
        for (int i = 0; i < 30; i++) {
            provider.dialIn(SimulatedProvider.ROUTERS.get(i % 3));
        }
        browser.view(width, 900, dark);
        shows("#sessions-title", "31 sessions");
        provider.router("west").shutdown();
        shows("#routers .down", "west");

        assertThat(browser.evaluate(NO_SCROLLING)).isEqualTo("true");
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")).isEqualTo(
                dark ? "rgb(19, 23, 27)" : "rgb(246, 247, 248)");
        if (width < 1000) {
            assertThat(browser.evaluate("document.querySelector('#feed').getClientRects().length")).isEqualTo("0");
            browser.evaluate("document.querySelector('nav [data-view=events]').click()");
        }
        assertThat(browser.evaluate("document.querySelector('#feed').getClientRects().length")).isEqualTo("1");
        assertThat(browser.text("#feed")).contains("north");
        assertThat(browser.evaluate(NO_SCROLLING)).isEqualTo("true");
        String pictures = System.getProperty("page.pictures");
        if (pictures != null) {
            browser.screenshot(Path.of(pictures, width + (dark ? "-dark-" : "-light-") + "events.png"));
            browser.evaluate("document.querySelector('nav [data-view=sessions]').click()");
            browser.screenshot(Path.of(pictures, width + (dark ? "-dark" : "-light") + ".png"));
        }
    }

    @Test
    void aRouterThatIsAwayIsDownSinceWhenAndWhy() throws Exception {
        shows("#routers .router:first-child", "up ");

        provider.router("north").shutdown();
        shows("#routers .down", "down ");
        assertThat(browser.text("#routers .down .why")).isNotBlank();
        assertThat(browser.evaluate("document.querySelector('.down .state span').title")).startsWith("since ");

        provider.router("north").powerOn();
        await().atMost(Duration.ofSeconds(60)).until(() -> browser.text("#routers .down").isEmpty());
    }

    @Test
    void sessionsAreSortedByAnyColumn() throws Exception {
        provider.dialIn("south");
        shows("#sessions-title", "2 sessions");

        browser.evaluate("document.querySelector('th[data-sort=name] button').click()");
        shows("#sessions tr:first-child", "anna.adler");
        assertThat(browser.evaluate("document.querySelector('th[data-sort=name]').ariaSort")).isEqualTo("ascending");

        browser.evaluate("document.querySelector('th[data-sort=name] button').click()");
        shows("#sessions tr:first-child", "simon.becker");
        assertThat(browser.text("#sessions tr:first-child td:last-child")).matches("[0-9]+ (s|min)");
    }

    @Test
    void theCurveShowsHowManyWereOnline() throws Exception {
        shows("#chart-title", "1 online");
        assertThat(browser.evaluate("document.querySelector('#curve .line').getAttribute('d')")).startsWith("M 0.0 ");

        provider.hangUp("north");
        shows("#chart-title", "0 online");
        shows("#extremes", "highest 1");
    }

    private void shows(String selector, String text) {
        Callable<String> shown = () -> browser.text(selector);
        await(selector + " shows " + text).atMost(Duration.ofSeconds(60)).until(shown, seen -> seen.contains(text));
    }
}
