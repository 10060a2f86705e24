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
 * Leases on few shared sessions per device, kept in a commons-pool2 store.
 * <p>
 * Lives here: who may share a session, opening one at a time, waiting in order, pauses after failures, the retry rule.
 * Not here: anything of Camel, anything of the wire. Start at {@link io.camelmikrotik.internal.pool.SessionPool}; the
 * subtle part is {@code DeviceSlot} with its {@code SlotState}; the class comment of the former says why it is sound.
 * Arrows between classes point one way: {@code SessionPool} → {@code DeviceSlot} → {@code SlotState} →
 * {@code StoreOperations} → {@code SessionStore}; what goes back goes over the interfaces {@code Lease.Issuer} and
 * {@code StoreOperations.Slot}.
 */
package io.camelmikrotik.internal.pool;
