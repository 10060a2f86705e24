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
 * What programs and routes hold in their hands: a {@link io.camelmikrotik.routeros.RouterOsCommand} to send, the
 * {@link io.camelmikrotik.routeros.RouterOsRow}s that come back, how a device is reached
 * ({@link io.camelmikrotik.routeros.DeviceAccess}) and how long to wait
 * ({@link io.camelmikrotik.routeros.CommandOptions}).
 */
package io.camelmikrotik.routeros;
