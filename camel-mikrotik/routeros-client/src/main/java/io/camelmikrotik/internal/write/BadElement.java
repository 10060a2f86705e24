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
package io.camelmikrotik.internal.write;

import java.util.List;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.WriteOutcome;

/**
 * An element that makes no command: nothing is said for it.
 */
record BadElement(long index, Object element, String why) implements CommandSequence {

    BadInputException exception() {
        return new BadInputException("element " + index + " (counted from 0): " + why);
    }

    @Override
    public RouterOsCommand command() {
        return null;
    }

    @Override
    public void answered(Reply reply) {
        throw new IllegalStateException("nothing was asked");
    }

    @Override
    public void failed(MikrotikException failure) {
        throw new IllegalStateException("nothing was asked");
    }

    @Override
    public void abandoned(String reason) {
        // it has its outcome
    }

    @Override
    public List<WriteOutcome> outcomes() {
        return List.of(WriteOutcome.notSent(index, element, why));
    }
}
