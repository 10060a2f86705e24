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

import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Diagnosis;

/** What the README shows of the diagnosis. */
final class DiagnoseTour {

    private DiagnoseTour() {
    }

    // tag::diagnose[]
    static Diagnosis diagnose(String host, int port, String password) throws Exception {
        try (RouterOsClient client = RouterOsClient.create()) {
            Diagnosis diagnosis = client.device(DeviceAccess.of(host, port, "api", password)).diagnose().get();
            System.out.print(diagnosis);
            diagnosis.steps().stream().filter(step -> step.mend() != null)
                    .forEach(step -> System.out.println(step.name() + ": " + step.mend()));
            return diagnosis;
        }
    }
    // end::diagnose[]
}
