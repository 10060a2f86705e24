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
package io.camelmikrotik.internal.pool;

import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;

/**
 * What differs between commons-pool 2.12 and 2.13: an application or its framework may bring either.
 */
final class StoreVersions {

    private StoreVersions() {
    }

    /**
     * Keeps the store from looking through all devices, at each return, for somebody who waits in it: nobody ever does.
     * Before 2.13 it cannot be told, which costs time where there are thousands of devices, and nothing else.
     */
    static void searchForNobody(GenericKeyedObjectPoolConfig<?> config) {
        try {
            config.setReuseCapacityOnReturn(false);
            config.setReuseCapacityOnMaintenance(false);
        } catch (NoSuchMethodError before213) {
            // that version has neither the setting nor any other way
        }
    }
}
