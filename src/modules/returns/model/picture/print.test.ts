import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brightened, cropped, resized } from "../../../../../bench/pictures/copies.ts";
import { asJpeg } from "../../../../../bench/pictures/jpeg.ts";
import { chance } from "../../../../../demo/brand/chance.ts";
import { picture, type Shades } from "../../../../../demo/fill/scene.ts";
import { eighthOfJpeg } from "./eighth.ts";
import { areas, type Gray, upright } from "./gray.ts";
import { agreement } from "./fine.ts";
import { bitsApart, distance, isAlike, NEAR, printsOf, type Taken } from "./print.ts";
import { isTooLarge, sizeOf } from "./size.ts";

const gray = ({ width, height, light }: Shades): Gray => ({
  wide: width,
  high: height,
  cells: light,
  left: 0,
  top: 0,
  across: width,
  down: height,
});
const taken = (of: Gray | null): Taken => {
  const looked = of === null ? null : printsOf(of);
  if (looked?.look !== "taken") throw new Error(looked?.look ?? "not read");
  return looked;
};
const printed = (of: Shades, quality = 75) => taken(eighthOfJpeg(asJpeg(of, quality)));

describe("prints", () => {
  const print = fc.array(fc.constantFrom("0", "1"), { minLength: 128, maxLength: 128 }).map((bits) => bits.join(""));
  const prints = fc.array(print, { minLength: 6, maxLength: 6 });

  test("C22 the distance is the same both ways, 0 from a picture to itself, and never more than 128", () => {
    fc.assert(
      fc.property(prints, prints, (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBeLessThanOrEqual(bitsApart(a[0] ?? "", b[0] ?? ""));
        expect(distance(a, b)).toBeGreaterThanOrEqual(0);
      }),
    );
    const fine = fc.uint8Array({ minLength: 1_024, maxLength: 1_024 });
    fc.assert(
      fc.property(fine, fine, (a, b) => {
        expect(agreement(a, b)).toBe(agreement(b, a));
        expect(agreement(a, b)).toBeLessThanOrEqual(1 + 1e-9);
        expect(agreement(a, a)).toBeCloseTo(1, 6);
      }),
      { numRuns: 10 },
    );
    expect(agreement(new Uint8Array(1_024), new Uint8Array(1_024).fill(9))).toBe(0);
  });

  test("C22 a picture saved anew, made smaller or larger, cut a little or brightened is found; another is not", () => {
    for (const seed of ["a", "b"]) {
      const [photo, draw] = [picture(seed, 400, 300), chance(seed)];
      const original = printed(photo, 90);
      const copies: Readonly<Record<string, Taken>> = {
        "quality 30": printed(photo, 30),
        "quality 60": printed(photo, 60),
        small: printed(resized(photo, 200, 152)),
        double: printed(resized(photo, 800, 600)),
        "2 % cut": printed(cropped(photo, 0.02, draw)),
        "5 % cut": printed(cropped(photo, 0.05, draw)),
        lighter: printed(brightened(photo, 1.1, 15)),
        darker: printed(brightened(photo, 0.75, -5)),
        "not JPEG": taken(gray(photo)),
      };
      for (const [how, copy] of Object.entries(copies))
        expect({ seed, how, alike: isAlike(original, copy) }).toEqual({ seed, how, alike: true });
    }
    const others = Array.from({ length: 60 }, (_, i) => taken(gray(picture(`other-${i}`, 160, 120))));
    const found = others.flatMap((a, i) => others.slice(0, i).filter((b) => isAlike(a, b)));
    expect(found).toEqual([]);
  });

  test("C22 a turned picture is compared the way it is shown", () => {
    const photo = gray(picture("turned", 200, 150));
    // By a quarter to the left: row by row from the right edge.
    const turned: Gray = {
      ...photo,
      wide: photo.high,
      high: photo.wide,
      across: photo.down,
      down: photo.across,
      cells: photo.cells.map((_, at) => {
        const [x, y] = [at % photo.high, Math.floor(at / photo.high)];
        return photo.cells[x * photo.wide + (photo.wide - 1 - y)] ?? 0;
      }),
    };
    expect(distance(taken(photo).prints, taken(upright(turned, 6)).prints)).toBe(0);
    expect(distance(taken(photo).prints, taken(turned).prints)).toBeGreaterThan(NEAR);
    for (const twice of [2, 3, 4, 5, 7])
      expect([...areas(upright(upright(photo, twice), twice), 9, 8)]).toEqual([...areas(photo, 9, 8)]);
    expect([...upright(upright(photo, 6), 8).cells]).toEqual([...photo.cells]);
  });

  test("C23 a picture without detail or of a few points is not compared, so flat ones are like no other", () => {
    const flat = (light: (x: number, y: number) => number): Gray =>
      gray({
        width: 320,
        height: 240,
        light: Float32Array.from({ length: 320 * 240 }, (_, i) => light(i % 320, Math.floor(i / 320))),
      });
    const draw = chance("flat");
    for (const wall of [
      flat(() => 255),
      flat(() => 0),
      flat(() => 128 + draw.normal() * 6),
      flat((x) => 40 + x / 2),
      flat((x, y) => 250 - Math.hypot(x - 160, y - 120) / 4),
    ])
      expect(printsOf(wall)).toEqual({ look: "plain" });
    expect(printsOf(gray(picture("tiny", 12, 9)))).toEqual({ look: "small" });
    expect(printsOf(gray({ width: 1, height: 1, light: new Float32Array(1) }))).toEqual({ look: "small" });
  });
});

describe("JPEG", () => {
  // Drawn by demo/fill/scene.ts ("fixture", 208 × 156), saved by another program: progressive with restarts, and in four inks.
  const progressive = Buffer.from(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAEMuMjoyKkM6NjpLR0NPZKZsZFxcZMySmnmm8dT++u3U6eX//////////+Xp////////////////////////////2wBDAUdLS2RXZMRsbMT//+n/////////////////////////////////////////////////////////////////////wgARCACcANADASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAQACA//EABUBAQEAAAAAAAAAAAAAAAAAAAAB/90ABAAF/9oADAMBAAIQAxAAAAHm1GnKacIxDUf/0EiFzoiQkAY//9HNqijQ2YzbyFB//9LDmjTlFyjQOiP/09GiAYFQzrIWg//UBI0UGdRhkmj/1cowpFUaiKg//9ZcsUQ5YzKUR//XspFWjNqBYJT/0GmBoqiEBxo//9FssUwDkYDdmP/SnG4pCSGItZ0f/9PY0CxyaDQlEf/UJoyIRRdeXQ0Qf//VgI1rKbhKgYT/1mSIcFQbIIE//9fkxGtZ0bzJm3GdUf/Q2VEiVRY6cjWGP//RyaoByIwDVaqP/9LUMVRUGgDdjJ//09PAjvz5xvWdEajnaj//1Oa0ZZKoYiNB/9XC0DRDAaDNvJ//1sMRpzFQayxIn//XzVABW3n1iqJNH//QpozMAwWgJD//xAAbEAEAAwEBAQEAAAAAAAAAAAAgAAEQEUECEv/aAAgBAQABBQI//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9TfZ//VP//WP//XP//Q3mf/0Rc//9I//9M//9TK3//VP//WP//Xs//QP//R2s//0j//0z//1D//1T//1hU//9c//9A//9E//9I//9M//9Sj/9U//9Ye/wD/1z//0D//0T//0j//0z//1Po//9U//9Y//9fe1O1P/9D9Ts7O5//RP//SP//TP//U6f/VP//WP//XP//QP//RP//SP//TP//UP//VP//WP//XP//QP//RP//SP//TP//UP//VP//WP//EABQRAQAAAAAAAAAAAAAAAAAAACD/2gAIAQMBAT8BP//QP//RP//SP//TP//UP//VP//WP//XP//QP//RP//SP//TP//UP//VP//WP//XP//QP//RP//SP//TP//UP//VP//WP//XP//QP//EABQRAQAAAAAAAAAAAAAAAAAAACD/2gAIAQIBAT8BP//QP//RP//SP//TP//UP//VP//WP//XP//QP//RP//SP//TP//UP//VP//WP//XP//QP//RP//SP//TP//UP//VP//WP//XP//QP//EABgQAQEBAQEAAAAAAAAAAAAAACAAQTEQ/9oACAEBAAY/Aj//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0LfM8//RP//SP//TP//UP//VtuWXb//WP//XP//QP//RP//SGX//0z//1D//1T//1j//1xy//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//8QAIRAAAgMAAgIDAQEAAAAAAAAAAAEQESAhMVGRQXGBYeH/2gAIAQEAAT8hLEy4/9DP/9Gyy5//0iiio//Tqaj/1Csf/9Wy8f/WHj//1xY//9BRU//RsvH/0ouf/9NZ/9TP/9Ws/wD/1sM//9fP/9DP/9GXH//Sz//TxZ//1MUf/9WLFH//1s//13Ciz//QxR//0Sooo//SxR//0y8f/9SUNn//1Sip/9bP/9cqUf/Qioo//9Gisf/SfQsf/9PP/9SaKP/Vz//Wz//XPgTn/9DP/9HCP//Sz//Ti6n/1Mv/1c//1sWf/9e8/wD/0Li74XsVI//Rx3P/0pbj/9Oiios//9SOSKj/1Sy7+hcFn//Wz//Xx7P/0MM//9GX4LP/0h8FeZ//00UVP//UH0LqGz//1RuHH//Wz//XG/hdlT//0P1+ofaX6zj49FH/0ZQz/9Jw4Z//08I//9TsNt8LryJVFH//1Sxz/tnK5pC34n//1sPgf//XvDP/0M//0RY//9KPZ+e2cD//07/r9HubXk//1G54ef/Vef/WFC6j/9eLXmQf/9D6Fxv5LeXH/9GFP//SO8f/08Jn/9Sxc0f/1aKKKj//1iip/9dRRRR//9DP/9HP/9LP/9PFH//ULlH/1c//1hlliP/Xmo//0B4//9HDP//Sz//Thwuz/9TP/9XP/9bP/9oADAMBAAIAAwAAABA9+8vf/9B/8/8A3//R7bfnj//Srj/Xr//TDfLf3//U/DfqL//VDH7fj//W/nbbL//XX/vz7//QLrDXz//RH3THX//S33jjr//TfhLrD//U7Pj7P//V/fPHL//Wj/8A30//1/hz04//0E4z9y//0Q9x0B//0n61xx//067+14//1E/w50//1R7y11//1n571y//1y2Cx7//0D6z89//xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAEDAQE/ED//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAECAQE/ED//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//xAAnEAEBAQACAgEDBAIDAAAAAAABABEQITFBUWFxgSCR0eGhscHw8f/aAAgBAQABPxA6jgfCL//QyS31w9X/0Y764bx//9JNeDGZrf/Th5gjTBf/1JgXiL//1YRYhv/WbpEeYOr/12HUyyvi/9AWWJfUeL//0XgRgnu//9LbeA73Lf/TUsd9t1Bf/9Q8Qe564S//1T2gsnqxv//W74XJC+F//9d6ltt3qG//0CI7Zgdv/9H1brHiEdX/0uljLqfFmt//05SUt12cX//U2ZJif//VCHJiyHb/1pfURbf/11vReOHiddX/0Ntk2TeuH//RDXbpZPS8tv/SHIkg9xP/0wzgfNsN/9RvEsrov//VOR6sy//W2zLzJkuuX//Xzh4t1hf/0PEd3ZseH//RICQsOP/S9z6sPfGwb3f/02DZYWW//9TOA6sPVgv/1QDg5//W/T//15FR8k1rarf/0BeA4cL/0T5tLS3CXd//0uTj/9PhKDyvgOf/1Eg4zETf/9UImX1Lt//We5eO4n//1/LY422//9CDLWPfv0JPqXy/MDf/0cssLCGbPd//0g92cYQ3/9P4TGe56Zf/1Fhuiz9Ul//VZB5whfM+XtkADwRP/9bbW1t4/9caDDocLk9tv//QHIZZdul//9HbNskM/DKv/9J2Z5Ql39kRf//TD8Nr4nBqh93n/9S7uMbuy//VHqw4Vt//1nvufMceb9b/18snDf8AA+8Z7XX5sg+35v/QF9/gf9xqdi/IfxJgP7hhD2C+tLL/0bLJ4pLq/9IdxDZZX//TV22cvd2v/9RYJF0PB/hAMCzh/9U83byP8Z/qNeyf9OmD/MN7HT4Db//WPHar8pn6Hr97/9ftJsBIcP/Q2zqx4b//0QbReY4//9LjF+Z9EP7kw16fV/sjton4A2//09Z3+D+c77Puc/45ScQP3v/UBOD16jYkYFv/1VkO92zN/9YPcOHo4//XsvoP3j2d/vlk6A/F/9Df/q+3aYr/ADTq663/0Vgl1HH/0smZkPfH/9PNYjhswv/UfBsr5f3t+kCvi3f/1fvs2Avssy//1k6j34BDhf/XXu2MXbj/AP/QT1ZZw99X/9HchPiXZN6gy//S43n/07NZOr3w/9R8xNmV/9V6I3l6v//WJRGeO3//1+TUl//QyGeI0mzu/9H6WQWcP//SL3+j/9Pyzw275b//1OTzF//Vs4zj/9aDqYm//9k=",
    "base64",
  );
  const inks = Buffer.from(
    "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwBDLjI6MipDOjY6S0dDT2SmbGRcXGTMkpp5pvHU/vrt1Onl///////////l6f///////////////////////////8AAFAgAnADQBEMRAE0RAFkRAEsRAP/EABgAAQEBAQEAAAAAAAAAAAAAAAABAgME/8QAMBABAQACAQMCBAQFBQEAAAAAAAECESESMUEDUSJhcZEyUoHRE2KhseEEQkOCwRT/2gAOBEMATQBZAEsAAD8A884eecPNOHvbxyamTUyHTHJ0xybmQ6dXhvq8N9XgWLFg1prTQzYzYzYG/Bvwb8Cqol4S8JeBOrSdSbC574Lnvgue+BOo6jqGtrtdiIgzZupZupZsa6V6V0JcS4mhLjpm4s2DGt1nW6zrdDp0dK9ITuk7pB0kdJG5BZjurMd1ZjujUmmpGpBVUeW4vLcXmuISLIsg32a7NdhZw1FgvUdR1DUyamTUyEuSWloSkSDUrUrUoUpRnLiM5cM0ZkRBZ3J3WDcnDcnDU7DOSVKNYzhcZwsnAUpRm2s2paM23szbezNtDGLjCQb6WtNaE6YnTE6RLfCW+E34G8bw3Ozc7CXJLklyE6k6jqHOysWVzsoSJISBeVvJRNs7TYmzZsXqXqXqFl3ysu+SXYtpato1jWsauNFtatatEnN3UnPNSc80a4XheBJOUkJBudm52a8BJ5JPJJ5EvCXhKACWJYlgkx8pMUmIsxWRZBrTWmtDNumbwzRjVZ0zoXk5OREBm3SW6Zt0O1kdbI63Q55e0Yy9mMvYYvDF4ZozazazaM7Z2mxN7uk3u6TfgblblalGosWDUajUFnNWc1ZzRq9mqtGZLtJLtJLsdJ2b8Nib3U3up3o6Ts6Ts6TsM5RnKM2BOCcE4Di04tOLRqaWaWaF4XhRL2L2L2HLW65a3XPW6NaaUZtiWxLYM2xm2M2wZ3u7Z3u7Z3sbuem7lpu5DO2ds7GazUoxcWLGLBis1mi44rMVmI3I1I1INS6al01LoLkXItGsbprG6XG6G5dtS7al2NNNCW+Et8JaEIQbjcbgu12uxnK74jOV3xGcrsZ7J2TsLiYmI32b7Ndhm5b4ZuW+EuW+BnbO2dhs2bGLNsWbZozZbdM2b4Zs2HSvSdIsnVdkm1k2LcdL06XWhNJpNCZY8FnBZwOfTztz6edufTzsWXSy6WDcm2o1BLCwsCY+STyknkamLUxamI1JpqTTWtC9S9S7Ce5PcnuG+U2mxqVqVqUWrVozvTPZnsJalqWi43lcauNFyy4XLLhcrwMRmMwa6V6V0HSdJoZvCXhKGtJrSa0GzahrRrRrQd17ncLNJZos0MW7umbd3TFu7oNGjQdJ0nSHY7HYTe6m9070bxjUjUg12a7NdhZys5JyHTunTunSLqrqroToTpTpGpi1MWpBZjFmMXUC4wshZA1E1E1AVRnP8O74Zz/Du+Gcvw7vgZx1eWcdVJqjbbQm02mwk3ySb5JN8jOUZqUJNkmyQZtZtZtElpLUlFtLVtGdaTSaF52A3Jw3Jw3JwHTLwdMvB0yh0SL0yHTILJISSLIKoEIQaaaERBQFVRAAQEAUEstxsnmJZvGz5Fm5YPPhlXDDKuONo6bre63ujO7am7azu2jctblrctF7ijUjUiyDnpzYEtkLqJdCT3Znuk9xdxdxdwWWNbi8DW9Rd8LsTG8/VMbyY3kaaUNAABCEGmmhQGUQMvUxxsnNyvaQucxsne3tIXOY2Tvb2kGmmhQEsLEoSJIQVVHm1r1LPm4a16ljhrXqWDd9mq1RmRJE0OmPZuNwKUolvhLfBsZyu2bds27HO81i8sXkLS1KJtAXleV5FmcWZEyE6udp1c7OrnY9Ed47QVQTabNibTabE6k6jqFlWUlEudytxwnPnLxP8pc7lenCc+cvES5W3pwnPm+INY+ncfnb3vu1j6dx+dve+7WOFx+dve+43JW5K1ILo0ug0ujQuoai6gahqGoPP6816m55cPWms9zy4+rNZ7CY+STykgul0uhVUZyy0zllpm5aElSUlE6fB0+E6QuJcS4jNxYuLNgx5Z8s+RblxpblxpbfAxaxaxaLKsqyj1en8WEr0+n8WEr0YfFjKNXH5tXH5tWDNkjNjNgzWalEuUnfUS5Sd9RncnfQkyud844+/mpMrn7zH380mVz+WPv5o6YXHGSTtHTGzGSTtG8bMZJOw6TJuZNyh1fJdmw6qm6bobpum6GzZsFBj1puS+zHqzclZ9WcSiS7kSXciTmQVVGLlpi1m0c78V2534rtzvxUJdLOF7DpK3K3Aypalo527Yt2zbsYy4Yy4YvAztnbOw1s1s0LMV0uh6PRysw17V39HKzDXtXb0srMde1G7lW7a3bRi2s3bNHPPKY9/wBHPOyd2M7J3GZjbd5fZiY23eX2YmNt3l9h0jpHSDUajUHXGX2rrJfaukl9hrpy9l6b7L032EuPTN2yfWlx1N2yfWpZqbtk+tERAFABM+cKmfONTPnGjOE3izh+FnDsFKUcc8udOOd505Z3nQS8LLwQZyy0xldM5XQ7R2dRnKplUyGNue2BLzyXnkvPI53u53uxe41GosFVR19D8V+bp6Pe/N09HvR207addDlnlrLpxm8v6T6ueeWr04zeX9J9XPPLV6cZvL+wkw1zbvL3ZmGubd33SYa5t3fcNLo0NSa9p9Vk+n6tSfT9R0lvnLKfTC/5dJb5yy/TC/5blvm39MRqbs5x9S/rJ/axZuzmepf1k/ZZuzmZ39ZBLjqS544/9s7SzUlyxx/7Z7LNauWOP/bLYS4434cvTlvjHHd/oS4y/DcJb4xx2SyX4bhu+2OxdGjQAGl0aF1waXQ4YXVscsLq2OWF1bBcrwuV4XK8DjlOXHKcuOQQhBnKbZym0s2Otrra6WjOVYyrOVHK270523bnd7F2u12F0cHAz5Z8s+RrG7ax5anI7enZMo6+ndZR1w4yg1lllnbjjuY9rl+37tZZZZ2447mPa5fs1blnbMeJ5y/YaxxmM1I1jjMZqRccZJqQXS6XQdJ0mgk1Sdydw6998fWv6a/sdW+89W/pr+x1e89W/pr+ws6r/wANs/my/wDKvxX/AIrZ/Nl+5zf+K2fzZfuEnqY/F0+lh9STPH4un08PqsmePxdPp4/UOrLvfXx37YzZ1Zd762O/aTZvLz62O/aTY1O3NtvvZpqdubbfezSztzbb72aFFABVUeXO9Pq36vNnen1b9XnzvT6lDq2b2b2JZtLNpeRZIskWSBZDUNQZyqZM0Y2xtnYa4PB4GbKzqsiAFSpRZKslWSjphuOmO46Y7g9Pd6O7v3CAKoIgCILq389nysn+WtW/ns+Vk/y1zfz2fKyC2am7jx/Pnf8AMLNTdx4/mzv+SzU3Zx/NkMzp3uX0pfEk3f8AxJ073L6U9pJtJ073v057amxrqut3LP6Y4fu11XXOWX6YfuvVffL9MQsvmZfW6/8AEu/My+t1/wCF35mX1uhAFAS54y6uUl+dLnjLq5SX6pc8ZdXKS/UeX/U5S+pOnKXjw83+oylznTlLx4cPXylznTlLx4Em0m0g6YtxuCWUsqWUSS2pq01RMrpnK6Zt0MS75Zl3yzvYu12uxaUoxWazQmN7knkk8jpjHTGNwVWh3wu8Y7YXeMdcbvGDTTQCCICdWP5p906sfzT7p1Y/mn3Enq+n55++vsk9T0/PP30k9T0/PP3E/jelLuenJ+kT+L6cu5hJ+ifxfT3xhPsF/wBTfy/1P/ov5T+PfYZ/+jPfhP4+fyT+Nn8hjP1/U3+L+jnl62e/xMZetnv8Q531PUv+/L7sX1M7/vv3Yued/wB1+4xd27u7WLu3d3Wbu3d3RLUtS0JCQkHbG8O2N4dcbwOkbjcFaUXRpdDz34nC/E4X4hNaTWk1oJeSXkg222M63WdbrOt0ajUaFlWLAoDeGd1qN4ZXWo1hldagl9TPttL6mXbaXPL3Gbnfe/dm5X3v3S5X3onVfZN/JN/ISS29kktvZNW0a6K101rpovR816PmdHzF6IdMXpgdMkXpkhqSDPT8melnpDp0mtGtCWcJYlgxMPLMw8s9HkXpXpXpFkWRZBuXUbl1G5dDWN8tY3ysvka6l2uxymOnKY6c5joOna9OzQdCdB0hZ4LPBYJrRoGtLpdCAF54S88ILvS70u9BLPaEs9iWewtu2rdrvYzZu6Zs3wzZsak01JpqTQqqABtNmwASiB3QE1umt1NbotnC2cLYMeWPLI1MWuldDN7/ACZvdPIsyWZLsXqNmwyKUTGkpBq8Rq8RbxBibYm2YKoNK0M5cJeEoRIkGcqmVTKjMySVJRq5LcluQ1h221h221j7jbTQggqqNY47WY7WTYWFhYJIaNCZTXZnKa7Jl8hJuJOEgVaUZ1yzrlNDXPZfkvyE0aTQshIug1DRoTMyTIZjMSC3mr5XyKAKCqones96neiVKlHLNzyYyGNsbY2LhznqrhznqrhzlyPS9DuCgooTus7k7jrHSOgaATSaQZ7soJYaQEQQBqThZOFk4GazUoQhBKlSj//Z",
    "base64",
  );

  test("C22 progressive pictures and those in four inks are compared as any", () => {
    const plain = taken(gray(picture("fixture", 208, 156)));
    for (const saved of [progressive, inks]) expect(isAlike(plain, taken(eighthOfJpeg(saved)))).toBe(true);
  });

  test("C23 what is broken is not read, wherever it breaks, and nothing is thrown", () => {
    const whole = Buffer.from(asJpeg(picture("broken", 160, 120), 50));
    for (const [saved, needed] of [
      [whole, 0.8],
      // Its means come first.
      [progressive, 0.1],
      [inks, 0.8],
    ] as const) {
      for (let end = 0; end < saved.length * needed; end += 37) expect(eighthOfJpeg(saved.subarray(0, end))).toBeNull();
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.integer({ min: 2, max: saved.length - 1 }), fc.integer({ min: 0, max: 255 })), {
            minLength: 1,
            maxLength: 8,
          }),
          (changes) => {
            const changed = Buffer.from(saved);
            for (const [at, byte] of changes) changed[at] = byte;
            const size = sizeOf(changed, "image/jpeg");
            fc.pre(size !== null && size.width * size.height < 1_000_000);
            const read = eighthOfJpeg(changed);
            if (read !== null) printsOf(read);
          },
        ),
        { numRuns: 150 },
      );
    }
    for (const nothing of [new Uint8Array(), Uint8Array.from([0xff, 0xd8]), new Uint8Array(64)])
      expect(eighthOfJpeg(nothing)).toBeNull();
  });

  test("C23 a size is read from the header alone, and one beyond all measure is told", () => {
    expect(sizeOf(progressive, "image/jpeg")).toEqual({ width: 208, height: 156 });
    const huge = Buffer.from(asJpeg(picture("huge", 16, 16), 50));
    const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
    huge.writeUInt16BE(60_000, frame + 5);
    huge.writeUInt16BE(60_000, frame + 7);
    expect(isTooLarge(sizeOf(huge, "image/jpeg") ?? { width: 0, height: 0 })).toBe(true);
    expect(isTooLarge({ width: 8_000, height: 6_000 })).toBe(false);
    expect(isTooLarge({ width: 30_001, height: 1 })).toBe(true);
    const webp = Buffer.alloc(40);
    webp.write("RIFF\0\0\0\0WEBPVP8X", "latin1");
    webp.writeUIntLE(59_999, 24, 3);
    webp.writeUIntLE(1_199, 27, 3);
    expect(sizeOf(webp, "image/webp")).toEqual({ width: 60_000, height: 1_200 });
    expect(sizeOf(webp, "image/heic")).toBeNull();
  });
});
