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
package io.camelmikrotik;

import org.apache.camel.spi.Metadata;

/**
 * Header names.
 */
public final class MikrotikConstants {

    @Metadata(label = "producer", important = true, javaType = "String",
              description = "The command to send, such as /ppp/secret/print, when the endpoint's URI has no command path. Ignored when it"
                            + " has one. Removed once the command has succeeded.")
    public static final String COMMAND = "CamelMikrotikCommand";

    @Metadata(label = "producer,consumer", javaType = "String",
              description = "The device the message came from, as named in the endpoint's URI.")
    public static final String DEVICE = "CamelMikrotikDevice";

    @Metadata(label = "producer", important = true, javaType = "String",
              description = "What the router returned with the end of the reply (=ret=): the id of a new item, a count, a result.")
    public static final String RET = "CamelMikrotikRet";

    @Metadata(label = "producer,consumer", javaType = "Integer", description = "The number of rows in the body.")
    public static final String ROW_COUNT = "CamelMikrotikRowCount";

    @Metadata(label = "producer", javaType = "Integer",
              description = "Set when the router refuses a command: the category of its trap (0 missing item or command, 1 argument, 2"
                            + " interrupted, 3 script, 4 general failure, 5 API, 6 TTY, 7 return value). Absent if the router gave none.")
    public static final String TRAP_CATEGORY = "CamelMikrotikTrapCategory";

    private MikrotikConstants() {
    }
}
