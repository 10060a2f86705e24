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
 * A MikroTik router's API service in this JVM, for tests and for trying things out. Begin with
 * {@link io.camelmikrotik.simulator.SimulatedRouter}. Nothing here uses the component: a mistake in the one must not
 * hide in the other. What is simulated, and from which source it is known, stands in the comments of the classes.
 */
package io.camelmikrotik.simulator;
