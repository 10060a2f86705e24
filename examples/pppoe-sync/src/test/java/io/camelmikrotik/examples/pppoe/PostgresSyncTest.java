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
package io.camelmikrotik.examples.pppoe;

import java.io.IOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Billing in a real PostgreSQL, unpacked from Maven Central's archive and started here. Skipped where root may not make
 * a user namespace for it, unless the environment variable or the system property CI_REQUIRES_POSTGRESQL is true.
 */
class PostgresSyncTest extends SyncScenario {

    private static final String REQUIRED = "CI_REQUIRES_POSTGRESQL";

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startDatabase() throws IOException, InterruptedException {
        assumeTrue(
                Boolean.parseBoolean(System.getenv(REQUIRED)) || Boolean.getBoolean(REQUIRED)
                        || !System.getProperty("user.name").equals("root") || userNamespacesAreAllowed(),
                "PostgreSQL does not run as root, and this machine forbids a user namespace (unshare -U) for it");
        postgres = EmbeddedPostgres.start();
    }

    private static boolean userNamespacesAreAllowed() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
        } catch (IOException e) {
            // there is no such program
            return false;
        }
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Override
    String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    String username() {
        return "postgres";
    }
}
