package si.paka.adapter.lorawan.mac;

/** 32-bit frame counters of which 16 bits travel (LoRaWAN 1.0.x, section 4.3.1.5). */
public final class FrameCounter {
    private static final long WRAP = 0x10000L;

    private FrameCounter() {}

    /**
     * The full counter that a frame most likely has: the last one again, or the next that ends in these 16 bits. The MIC tells
     * whether it is right.
     *
     * @param last the last one accepted, -1 for none
     * @param fCnt16 as it travelled
     */
    public static long full(long last, int fCnt16) {
        if (last >= 0 && (last & 0xffff) == fCnt16) {
            return last;
        }
        long next = last + 1;
        return next + Math.floorMod(fCnt16 - next, WRAP);
    }
}
