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
package io.camelmikrotik.internal.diagnosis;

import java.util.List;
import java.util.Optional;

import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/** The router's services, as {@code /ip/service/print} tells them. */
record ServiceRows(List<RouterOsRow> rows) {

    static final RouterOsCommand PRINT = RouterOsCommand.of("/ip/service/print");

    /** Newer versions also list the connections of services, as dynamic rows. */
    static ServiceRows of(Answer answer) {
        return new ServiceRows(answer.rows().stream().filter(row -> !"true".equals(row.get("dynamic"))).toList());
    }

    /** The service that the device is reached by. */
    static String name(DeviceAccess access) {
        return access.tls() == null ? "api" : "api-ssl";
    }

    Optional<RouterOsRow> named(String name) {
        return rows.stream().filter(row -> name.equals(row.get("name"))).findFirst();
    }

    /** Whom it serves: {@code address}, from 7.24 on perhaps {@code available-from}; {@code null} for everybody. */
    static String addresses(RouterOsRow row) {
        String addresses = row.get("available-from");
        if (addresses == null || addresses.isEmpty()) {
            addresses = row.get("address");
        }
        return addresses == null || addresses.isEmpty() ? null : addresses;
    }

    static boolean isDisabled(RouterOsRow row) {
        return "true".equals(row.get("disabled"));
    }
}
