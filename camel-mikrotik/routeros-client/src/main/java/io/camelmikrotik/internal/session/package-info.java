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
 * The RouterOS API client: one session to one device, its login, and the commands it carries at the same time. Knows
 * nothing of Camel or of the session pool, and can be used from a {@code main} method.
 * <p>
 * Start at {@link io.camelmikrotik.internal.session.ApiSession}. Protocol: RouterOS manual, "API",
 * <a href="https://help.mikrotik.com/docs/spaces/ROS/pages/47579160/API">help.mikrotik.com</a>.
 */
package io.camelmikrotik.internal.session;
