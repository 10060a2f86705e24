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
package io.camelmikrotik.internal.value;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.camelmikrotik.catalogue.CatalogueMenu;
import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.catalogue.ValueForm;

/**
 * What the properties of a menu are, as far as the catalogue of RouterOS says; of others, what their names say. The
 * catalogue is read when the first property is asked for, not when an instance is made. Safe for any thread.
 */
public final class MenuProperties {

    /** Of no known menu: names only. */
    public static final MenuProperties BY_NAME = new MenuProperties("", Map.of());

    /** Of menus that the catalogue has, and so bounded. */
    private static final Map<String, Map<String, ValueForm>> FORMS = new ConcurrentHashMap<>();

    private final String menu;
    private volatile Map<String, ValueForm> forms;

    private MenuProperties(String menu, Map<String, ValueForm> forms) {
        this.menu = menu;
        this.forms = forms;
    }

    /** @param menu such as {@code /ppp/secret}; {@code null} if it is not known */
    public static MenuProperties of(String menu) {
        return menu == null ? BY_NAME : new MenuProperties(menu, null);
    }

    /** What the catalogue says of the values that can be written; unknown if it says nothing. */
    public ValueForm form(String property) {
        Map<String, ValueForm> known = forms;
        if (known == null) {
            known = formsOf(menu);
            forms = known;
        }
        return known.getOrDefault(property, ValueForm.UNKNOWN);
    }

    /** What decides whether {@code yes} and {@code true} are the same in this menu. */
    public PropertyKind kind(String property) {
        ValueForm form = form(property);
        PropertyKind byName = PropertyKind.of(property);
        switch (form.kind()) {
            case UNKNOWN:
                return byName;
            case YES_NO:
                return byName == PropertyKind.STATUS ? byName : PropertyKind.OPTION;
            case WORDS_OFFERED:
                if (byName.isFlag()) {
                    return byName;
                }
                return offersYesAndNo(form) ? PropertyKind.OPTION : PropertyKind.TEXT;
            default:
                // an address or a time is never yes or no
                return PropertyKind.TEXT;
        }
    }

    /** Whether {@code yes} and {@code no} may be words for true and false, rather than the name of something. */
    boolean mayBeFlag(String property) {
        ValueForm form = form(property);
        switch (form.kind()) {
            case UNKNOWN, YES_NO:
                return true;
            case WORDS_OFFERED:
                return offersYesAndNo(form) || PropertyKind.of(property).isFlag();
            default:
                return false;
        }
    }

    private static boolean offersYesAndNo(ValueForm form) {
        return form.words().contains("yes") && form.words().contains("no");
    }

    private static Map<String, ValueForm> formsOf(String menu) {
        Map<String, ValueForm> known = FORMS.get(menu);
        if (known != null) {
            return known;
        }
        Optional<CatalogueMenu> found = RouterOsCatalogue.get().menu(menu);
        return found.isEmpty() ? Map.of() : FORMS.computeIfAbsent(menu, name -> forms(found.get()));
    }

    private static Map<String, ValueForm> forms(CatalogueMenu menu) {
        Set<String> names = new TreeSet<>(menu.properties());
        menu.commands().values().stream().filter(command -> CommandKind.of(command.path()).takesProperties())
                .forEach(command -> names.addAll(command.arguments().keySet()));
        Map<String, ValueForm> forms = new HashMap<>();
        names.forEach(name -> {
            ValueForm form = menu.form(name);
            if (!form.equals(ValueForm.UNKNOWN)) {
                forms.put(name, form);
            }
        });
        return Map.copyOf(forms);
    }
}
