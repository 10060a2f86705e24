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

/**
 * Whether a router is followed.
 *
 * @param name  the device's name
 * @param up    whether each of its events is told as it happens
 * @param since when that began, ISO 8601
 * @param why   it is not followed; empty while it is
 */
record RouterState(String name, boolean up, String since, String why) {
}
