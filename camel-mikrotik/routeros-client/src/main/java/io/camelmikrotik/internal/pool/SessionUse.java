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

import io.camelmikrotik.internal.session.ApiSession;

/**
 * How somebody uses sessions that he may share with others.
 *
 * @param policy what he may send
 * @param audit  hears of his writes; {@code null} for nobody
 */
record SessionUse(CommandPolicy policy, WriteAudit audit) {

    /**
     * The session as he may use it.
     *
     * @param rate that of the device; {@code null} if it has none
     */
    ApiSession of(ApiSession session, CommandRate rate) {
        return policy.isUnrestricted() && audit == null && rate == null
                ? session : new LeasedSession(session, policy, audit, rate);
    }

    SessionUse unrestricted() {
        return policy.isUnrestricted() ? this : new SessionUse(policy.withoutLevels(), audit);
    }
}
