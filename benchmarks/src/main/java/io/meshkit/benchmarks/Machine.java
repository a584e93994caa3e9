// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.meshkit.document.MapValue;
import java.lang.management.ManagementFactory;

/**
 * Where something was measured.
 *
 * @param cores processors that this process may use
 * @param memory memory of the machine in bytes
 * @param heap the largest heap of this process in bytes
 * @param load how busy the machine was at the start: processes that want to run, over the last minute; negative when not known
 * @param jdk name and version of the JVM
 * @param system name, version and architecture of the operating system
 */
record Machine(int cores, long memory, long heap, double load, String jdk, String system) {

    static Machine here() {
        long memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
                ? bean.getTotalMemorySize()
                : -1;
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                runtime.availableProcessors(),
                memory,
                runtime.maxMemory(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }

    MapValue toValue() {
        return MapValue.builder()
                .put("cores", cores)
                .put("memoryBytes", memory)
                .put("heapBytes", heap)
                .put("loadAverage", String.valueOf(load))
                .put("jdk", jdk)
                .put("system", system)
                .build();
    }
}
