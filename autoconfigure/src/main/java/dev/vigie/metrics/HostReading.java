package dev.vigie.metrics;

/**
 * What Linux says of the machine, or of the container, at one time; NaN for what it does not say. Totals count from the
 * start of the machine and are in bytes.
 *
 * @param memoryTotal bytes of memory there are, the container's limit where that is lower
 * @param memoryAvailable bytes of it that programs could still get
 * @param diskRead bytes read from all disks
 * @param diskWritten bytes written to all disks
 * @param received bytes received by all network interfaces but the loopback
 * @param sent bytes sent by them
 * @param processes how many processes can be seen
 * @param threads how many threads this process has for the system, those of the JVM itself included
 */
record HostReading(
        double memoryTotal,
        double memoryAvailable,
        double diskRead,
        double diskWritten,
        double received,
        double sent,
        double processes,
        double threads) {}
