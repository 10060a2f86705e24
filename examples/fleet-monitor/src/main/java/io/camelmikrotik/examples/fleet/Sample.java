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

/**
 * A point of the charts.
 *
 * @param time     seconds since 1970
 * @param answered commands answered per second
 * @param failed   commands per second that were refused, timed out or got lost
 * @param rx       bits per second received by all uplinks
 * @param tx       bits per second sent by all uplinks
 * @param lateness mean milliseconds after their turn at which polls began
 */
record Sample(double time, double answered, double failed, double rx, double tx, double lateness) {
}
