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

import java.time.Duration;

import io.camelmikrotik.internal.endpoint.GentleLimits;
import io.camelmikrotik.internal.endpoint.OptionRanges;
import io.camelmikrotik.internal.fleet.Selection;

/**
 * How gently the registered devices of a group, or those with some labels, are treated. Beans of this type in the
 * registry are found. What a group does not set is taken from the component; what a device sets for itself wins over
 * both. Where several groups of a device set the same option, the gentlest value applies.
 *
 * <pre>
 * camel.beans.small = #class:io.camelmikrotik.MikrotikDeviceGroup
 * camel.beans.small.selection = @model=hap
 * camel.beans.small.maxCommandsPerSecond = 5
 * </pre>
 */
public class MikrotikDeviceGroup {

    private Selection selection;
    private Duration minPollInterval;
    private Double maxCommandsPerSecond;
    private Integer maxCommandsPerSession;
    private Integer maxCpuLoad;
    private Integer maxSessionShare;

    boolean has(MikrotikDevice device) {
        if (selection == null) {
            throw new IllegalArgumentException(
                    "a MikrotikDeviceGroup needs its selection of devices, such as @pppoe or @role=pppoe,site=berlin");
        }
        return selection.accepts(device);
    }

    GentleLimits limits() {
        return new GentleLimits(
                minPollInterval, maxCommandsPerSecond, maxCommandsPerSession, maxCpuLoad, maxSessionShare);
    }

    public String getSelection() {
        return selection == null ? null : selection.toString();
    }

    /**
     * Its devices, as in the address of a URI: {@code @pppoe} for those in a group, {@code @role=pppoe,site=berlin} for
     * those with these labels, {@code @*} for all. Required.
     *
     * @throws IllegalArgumentException if it is not a selection
     */
    public void setSelection(String selection) {
        if (!Selection.isOne(selection)) {
            throw new IllegalArgumentException("selection must begin with an @, not \"" + selection + "\"");
        }
        this.selection = Selection.parse(selection);
    }

    public Duration getMinPollInterval() {
        return minPollInterval;
    }

    /** Least time between two polls of a device, of all routes together. */
    public void setMinPollInterval(Duration minPollInterval) {
        this.minPollInterval = GentleLimits.checked("minPollInterval", minPollInterval);
    }

    /** As text in a configuration file, such as {@code 30s}: Camel would take what is no time for 0. */
    public void setMinPollInterval(String minPollInterval) {
        setMinPollInterval(OptionRanges.time("minPollInterval", minPollInterval));
    }

    public Double getMaxCommandsPerSecond() {
        return maxCommandsPerSecond;
    }

    /** Most commands per second on a device; 0 for no such bound. */
    public void setMaxCommandsPerSecond(Double maxCommandsPerSecond) {
        this.maxCommandsPerSecond = GentleLimits.checked("maxCommandsPerSecond", maxCommandsPerSecond);
    }

    public Integer getMaxCommandsPerSession() {
        return maxCommandsPerSession;
    }

    /** Most commands in flight on the shared session of a device. */
    public void setMaxCommandsPerSession(Integer maxCommandsPerSession) {
        this.maxCommandsPerSession = GentleLimits.checked("maxCommandsPerSession", maxCommandsPerSession);
    }

    public Integer getMaxCpuLoad() {
        return maxCpuLoad;
    }

    /** The {@code cpu-load} in percent above which a device is polled at every fourth turn only; 0 does not look. */
    public void setMaxCpuLoad(Integer maxCpuLoad) {
        this.maxCpuLoad = GentleLimits.checked("maxCpuLoad", maxCpuLoad);
    }

    public Integer getMaxSessionShare() {
        return maxSessionShare;
    }

    /** Most sessions on a device in percent of those that its service allows; 0 does not ask. */
    public void setMaxSessionShare(Integer maxSessionShare) {
        this.maxSessionShare = GentleLimits.checked("maxSessionShare", maxSessionShare);
    }
}
