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
package io.camelmikrotik.simulator;

/** The menus that routers of one version have; shared by all of them. */
interface Menus {

    static Menus of(Version version) {
        return version.major() < 7 ? MenusOfVersion6.get() : MenusOfVersion7.of(version);
    }

    /** The menu at that path, or null. */
    Menu menu(String path);

    /** Whether there is a menu at that path, or below. */
    boolean leadsToMenu(String path);

    /** The command with that command word as real routers have it, or null if nothing is known of it. */
    CatalogueCommand command(String path);
}
