package dev.vigie.health;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as people write them. */
final class Numbers {

    private Numbers() {}

    /** One decimal; what is no number stays none. */
    static double rounded(double number) {
        return Double.isNaN(number)
                ? number
                : BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP).doubleValue();
    }

    /** Without a decimal that is zero: {@code 90}, {@code 92.5}. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
