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
/**
 * A RouterOS device for tests: a real TCP and TLS server on loopback that behaves as routers do, counts what it saw,
 * and fails on request.
 * <p/>
 * Start at {@link io.camelmikrotik.simulator.SimulatedRouter}. It shares no code with the client: its own words and
 * sentences, its own queries, its own login, so that a mistake on one side does not cancel out on the other. Text
 * inside it is one character per byte, as on the wire ({@link io.camelmikrotik.simulator.wire.RawText}); only the
 * public methods speak Unicode.
 */
package io.camelmikrotik.simulator;
