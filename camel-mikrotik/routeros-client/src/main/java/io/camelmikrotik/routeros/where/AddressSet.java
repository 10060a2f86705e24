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
package io.camelmikrotik.routeros.where;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.camelmikrotik.routeros.BadInputException;
import io.camelmikrotik.routeros.SensitiveNames;
import io.camelmikrotik.routeros.value.AddressValue;

/**
 * What stands after {@code in}: prefixes, addresses and ranges.
 */
final class AddressSet {

    private final List<Range> ranges;

    private AddressSet(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** @param name the property it is for: the values of a secret one are not shown in what this throws */
    static AddressSet parse(String name, List<String> elements) {
        List<Range> ranges = new ArrayList<>();
        for (String element : elements) {
            ranges.add(range(element.trim(), SensitiveNames.contains(name)));
        }
        return new AddressSet(List.copyOf(ranges));
    }

    /** Whether the address, or every address of the prefix, is in the set; false for text that is neither. */
    boolean contains(String text) {
        Optional<AddressValue> address = AddressValue.parse(text);
        return address.isPresent() && ranges.stream().anyMatch(range -> range.contains(address.get()));
    }

    private static Range range(String element, boolean secret) {
        String shown = secret ? SensitiveNames.MASK : element;
        int dash = element.indexOf('-');
        if (dash < 0) {
            AddressValue prefix = address(element, shown);
            return new Range(prefix.first(), prefix.last());
        }
        AddressValue first = address(element.substring(0, dash), shown);
        AddressValue last = address(element.substring(dash + 1), shown);
        if (!first.isOfSameKind(last)) {
            throw new BadInputException("where: the ends of the range after in must be of one kind, IPv4 or IPv6: " + shown);
        }
        if (first.first().compareTo(last.last()) > 0) {
            throw new BadInputException("where: the range after in ends before it starts: " + shown);
        }
        return new Range(first.first(), last.last());
    }

    private static AddressValue address(String text, String shown) {
        return AddressValue.parse(text).orElseThrow(
                () -> new BadInputException("where: expected an address, a prefix or a range after in: \"" + shown + "\""));
    }

    /** Two single addresses of one kind, and all between them. */
    private record Range(AddressValue first, AddressValue last) {

        boolean contains(AddressValue address) {
            return address.isOfSameKind(first) && first.compareTo(address.first()) <= 0 && address.last().compareTo(last) <= 0;
        }
    }
}
