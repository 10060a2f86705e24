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
package io.camelmikrotik;

import java.util.concurrent.TimeUnit;

import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When a consumer says that each change from now on becomes a message. */
class FollowingTest extends MikrotikTestSupport {

    private static final String TABLE = "/ppp/secret";

    private MikrotikListenConsumer listening() {
        return (MikrotikListenConsumer) context.getRoute("feed").getConsumer();
    }

    private void changesAreTold(String name) throws Exception {
        MockEndpoint changes = context.getEndpoint("mock:changes", MockEndpoint.class);
        changes.reset();
        changes.expectedMessageCount(1);
        router.table(TABLE).add("name", name);
        changes.assertIsSatisfied(TimeUnit.SECONDS.toMillis(20));
    }

    @Test
    void aSubscriptionThatRemembersItsFirstRowsTellsWhatIsAddedAfterwards() throws Exception {
        router.table(TABLE).add("name", "anna");
        router.faults().onNext(TABLE + "/print").stall();
        start(routes -> routes.from(uri(TABLE + "/listen?initial=skip&requestTimeout=1000")).routeId("feed")
                .to("mock:changes"));

        await().atMost(PATIENCE).until(() -> router.journal().count(TABLE + "/print") == 1);
        assertThat(listening().isFollowing()).as("listened to, but not printed yet").isFalse();
        await().atMost(PATIENCE).until(() -> listening().isFollowing());

        changesAreTold("bert");
    }

    @Test
    void aSubscriptionIsNotFollowedWithoutItsRouterNorWhileSuspendedOrStopped() throws Exception {
        start(routes -> routes.from(uri(TABLE + "/listen?initial=skip&retryDelay=50")).routeId("feed").to("mock:changes"));
        await().atMost(PATIENCE).until(() -> listening().isFollowing());

        router.shutdown();
        await().atMost(PATIENCE).until(() -> !listening().isFollowing());
        router.powerOn();
        await().atMost(PATIENCE).until(() -> listening().isFollowing());
        context.getRouteController().suspendRoute("feed");
        assertThat(listening().isFollowing()).isFalse();
        context.getRouteController().resumeRoute("feed");
        await().atMost(PATIENCE).until(() -> listening().isFollowing());
        changesAreTold("anna");
        context.getRouteController().stopRoute("feed");
        assertThat(listening().isFollowing()).isFalse();
    }

    @Test
    void comparedPollsAreFollowedOnceThereWasOne() throws Exception {
        router.table(TABLE).add("name", "anna");
        router.faults().refuse(true);
        start(routes -> routes.from(uri(TABLE + "/print?emit=changes&initial=skip&delay=100&initialDelay=0")).routeId("feed")
                .to("mock:changes"));
        MikrotikChangesConsumer polling = (MikrotikChangesConsumer) context.getRoute("feed").getConsumer();
        assertThat(polling.isFollowing()).isFalse();

        router.faults().refuse(false);
        await().atMost(PATIENCE).until(polling::isFollowing);

        changesAreTold("bert");
        context.getRouteController().stopRoute("feed");
        assertThat(polling.isFollowing()).isFalse();
    }
}
