import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brightened, cropped, resized } from "../../../../../bench/pictures/copies.ts";
import { asJpeg } from "../../../../../bench/pictures/jpeg.ts";
import { chance } from "../../../../../demo/brand/chance.ts";
import { picture, type Shades } from "../../../../../demo/fill/scene.ts";
import { eighthOfJpeg } from "./eighth.ts";
import { areas, type Gray, upright } from "./gray.ts";
import { ALIKE, bitsApart, distance, type Print, printsOf } from "./print.ts";
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
const taken = (of: Gray | null): readonly Print[] => {
  const looked = of === null ? null : printsOf(of);
  if (looked?.look !== "taken") throw new Error(looked?.look ?? "not read");
  return looked.prints;
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
  });

  test("C22 a picture saved anew, made smaller or larger, cut a little or brightened is found; another is not", () => {
    for (const seed of ["a", "b"]) {
      const [photo, draw] = [picture(seed, 400, 300), chance(seed)];
      const original = printed(photo, 90);
      const copies: Readonly<Record<string, readonly Print[]>> = {
        "quality 30": printed(photo, 30),
        "quality 60": printed(photo, 60),
        small: printed(resized(photo, 176, 132)),
        double: printed(resized(photo, 800, 600)),
        "2 % cut": printed(cropped(photo, 0.02, draw)),
        "5 % cut": printed(cropped(photo, 0.05, draw)),
        lighter: printed(brightened(photo, 1.1, 15)),
        darker: printed(brightened(photo, 0.75, -5)),
        "not JPEG": taken(gray(photo)),
      };
      for (const [how, copy] of Object.entries(copies))
        expect({ seed, how, alike: distance(original, copy) <= ALIKE }).toEqual({ seed, how, alike: true });
    }
    const others = Array.from({ length: 60 }, (_, i) => taken(gray(picture(`other-${i}`, 160, 120))));
    const found = others.flatMap((a, i) => others.slice(0, i).filter((b) => distance(a, b) <= ALIKE));
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
    expect(distance(taken(photo), taken(upright(turned, 6)))).toBe(0);
    expect(distance(taken(photo), taken(turned))).toBeGreaterThan(ALIKE);
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
  // Drawn by demo/fill/scene.ts ("fixture", 184 × 136), saved by another program: progressive with restarts, and in four inks.
  const progressive = Buffer.from(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAGRFS1hLP2RYUVhxamR3lvqjloqKlv/b57X6////////////////////////////////////////////////////2wBDAWpxcZaDlv+jo///////////////////////////////////////////////////////////////////////////wgARCACIALgDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAECA//EABUBAQEAAAAAAAAAAAAAAAAAAAAB/90ABAAF/9oADAMBAAIQAxAAAAHFC2I0gWCwP//QCCwLCFIo/9FYioIsISqg/9KJYqUWClM0P//TpYkoksCCqP/UkqM1aioUAP/VqWIoEBSSj//WCIsAFAo//9dSAACwSj//0IWBQgijIr//0coN2WEQqUtlP//S0iKDFUhAD//TSyJKqWDWs6iS0//UlqFgqUAhD//VkqIqkQsohT//1s7zqCwArIqQ/9fTnI6Yza0WIow0r//QysColgsUij//0YIAiiKqWI//0jKKCAoJCv/TwDQhQAgP/9SCAAP/xAAYEAEBAQEBAAAAAAAAAAAAAAAgABEBEP/aAAgBAQABBQI//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9bp/9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9H3nn//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1bo//9Y//9c//9A//9E//9I//9M//9Q//9W2222//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9W//8QAFREBAQAAAAAAAAAAAAAAAAAAIBD/2gAIAQMBAT8BP//QP//RP//SP//TP//UP//VP//WP//XP//QP//RP//SP//TP//UP//VP//WP//XP//QP//RP//SP//TP//Uv//EABURAQEAAAAAAAAAAAAAAAAAACAQ/9oACAECAQE/AT//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1D//1T//1j//1z//0D//0T//0j//0z//1L//xAAVEAEBAAAAAAAAAAAAAAAAAAAgAP/aAAgBAQAGPwI//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9W//8QAIRAAAgMBAAEEAwAAAAAAAAAAACABEBExIUFRYfCBkaH/2gAIAQEAAT8hX//QX//R1f/SSD//01//1F//1Ug//9Zf/9df/9AxP//RX//SST//06y//9Rf/9Vf/9Zf/9chP//Qqb//0V//0pX/01//1Lgk/9Vf/9Zf/9df/9Bf/9HKm//SX//TTD//1F//1V//1lf/11//0F//0b3K/9K54Qf/01//1E0//9WOL//W32MT/9df/9CV/9FX/9I03b//01//1PWpv//VJT//1iO1Nf/XX//Qua//0Zqak//SSD//05ky/vT/1PHwb7fyD8Tf/9U4Nv8A/9bF/9df/9C/vK//0f0k8P/Shf/TX//UIT//1dgwfCDRMj//1tk81Ff/11//0Eg//9HzeGH/0sX/08X/1F//1V//1l//11//0F//0V//0pNO3//TX//UX//VP//aAAwDAQACAAMAAAAQ83Dnb//QXnzrb//RnzvsU//SbLPjj//TbDTOD//UK42H/wD/1W8x23//1g9540//147997//0O2z4+P/0fJ38y//0v8APuPP/9NPCwMv/9TOcscv/9XsAxAD/9aPfM/P/9cOxMPD/9ARL5pb/9F++YD7/9I8L4Lz/9Nz/wD/AP8A/9T/AP8A/wD/xAAVEQEBAAAAAAAAAAAAAAAAAAAgEP/aAAgBAwEBPxA//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9Q//9U//9Y//9c//9A//9E//9I//9M//9S//8QAFREBAQAAAAAAAAAAAAAAAAAAIBD/2gAIAQIBAT8QP//QP//RP//SP//TP//UP//VP//WP//XP//QP//RP//SP//TP//UP//VP//WP//XP//QP//RP//SP//TP//Uv//EACIQAQEBAAMAAQQDAQAAAAAAAAEAERAhMVFBcYGxIGGRof/aAAgBAQABPxA6hhh3j//QeW3L/9GDw92X/9LJMg2TOH//082DOEgv/9S2G22//9UeHvl//9Zgz2Zvb//XCyeolv/Q2ZmTx//R2G2G2//S3L2Oo74f/9Mk4BPV/9TNssmW/9Vm3gv/1jgs2DL/13h7PVt//9AeO3C3/9Fbu7eMv//SEGRx7f/TBiXgv//U4WUr/9W74zj/1jq9vL2y/9fyWC8vb//QCyCyS//RxYF6jj//0vZMslhv/9N74LCxf//Uzg5//9X+P//W8bC5Kwt7f//XDheBL//QG3+H/9E5R6js7Mb/0uRqvF//0/Ym2Xb/1Ji3Ltf/1fC2222//9bW4Nf1H1rr8wWXV//Xtg7Szj//0FkNhJN//9HcmJ6O/Scv/9JZmvHR8x15Df/T/j//1Hrisvby/9U5MX//1r6Vl0O7F98+L//XCD7/AOQf0sofQPu29dZ+Db//0OeqM3//0aclf//SGe56huqX/9PBw7fiPqe39fayy6/r/i//1Fwa/tAzsxqnSffqPOzPzvH/1eA6TBf/1ovDx//XiNjPoe8f/9DjPt+TY/rfxj93eO7+UP1f/9Hp+X53/l9v1nK7ahvzf//SUTdy5f/T2Js2C//UvHOnyX//1e73/L+hfu7+7A9HF8q//9Zf6v4lXqt7dIv/17L2zIv/0GDOU3//0d+TO3ccH//SxYWWSbf/05kdQ23/1MCywOC//9Xjchtv/9Y+f4//1+AmL//Qbu7mL//Re+Cby//SUQdc/wD/04JLJNv/1MsssyL/1W//2Q==",
    "base64",
  );
  const inks = Buffer.from(
    "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwBkRUtYSz9kWFFYcWpkd5b6o5aKipb/2+e1+v///////////////////////////////////////////////////8AAFAgAiAC4BEMRAE0RAFkRAEsRAP/EABgAAQEBAQEAAAAAAAAAAAAAAAABAgME/8QALRABAQEAAgECBAYBBAMAAAAAAAERAiExElFBcYGxAxMiMmGRglKhsvBCktH/2gAOBEMATQBZAEsAAD8A5TpxnTjOnqalalalG5W5WpRqXWpdalGlUSlSiICqoVKlE9WG4aJ6k9SaLKsqyhQEvaXtL2Li4YGJhgzZiWYlgkmpJqZoWYWYWYLxXisGs1c1cFkxqTGpMFUHCxxscrBZCQkFVRdXV0JyJSUW1dXQlNNFlWVZRQGb2l7S9giC8WuLUFpShJnkkzyQKtKM1mpRPKeU8iyLIsguLi4JekvSXoOJCC2lpaJpqaJeKXiXiJmJmJ4EqVBEQNNNCVZVlF1dXRqVZVlF1dXQ3DcNwN08nkanSzpZ0LO1nazsTkcihIkSBYWFgelfSekWcSRZBL0VKM5rOamaGGGCYmJglSpRu1u1u0ZrNZoxWKzRnU1kREGosWDUajUF8KovFYsFzVzVzRZMWTCTApSjXFY1BfK+V8iXpL0l6E1NTRZWpVlFVRnl2zy7S9giDNqWpaM2s2s2idp2gvdXur5AAwwwY5RnlGeUDjM8pJiSDUjUaDAE8nk8jUlWasGo1GoLatq2giCyrFgqqMogWlqWi8acasocqcqcqMogvZ2CAJiYmB0AsmLOidB5PK+RPCeE8DPlPKeQxMTA8L4XwFqWlo1I1IsgvhfC+BfJ5AkJCQLKuGBJSRZBrFxcEvEsLA9MPTE9MCSQyRckE5eU5eWeXkJCLBVBPKeTyFmJZiWYJJphglqVKEpKSiXtL2l7ABYsWC5FyLkD0w9MPTBZIuLgoBFiwUAAFAAEAAAGPxP26z+J41nn4EluJLcSULypaWi8bVlqyi+V8qLIshBllkS1LS0TUQWWLLF2CyxZVlDezTRry0oYAAEIsFUABLynGd/0l5Tj5S2cfIsuzuZVnc7mVZ3O5gqqCAAJym8anKbxqcpvGjnx8McfDHHwHkBqNRYLVqiammjNus26zboyyglKgs7IQNw3DcD1aerTdHThf0x04+I6cfEGtXVE01NE1NNDTUD1Xc4zb9j1Xck2/Y9V3J3RePD427fdZw+Nu33anH427fcakakWQXDFwOl6A6AXTTRwk7scZO7HKTuwaxrGsABOXLE5XEtwSVJUlFyLkXAshYWDFjFYom4m4m4M1KlCEIO34V3jZfg6/hXZd+Dr+H3KN3G7jVwZtZtS0ZvJm1m0Z9V5dTqe7PqvLx1PdNt8dT3G514bnXhqdeBuWtStSiqoAAAAsUHPl1zYvXNm9chVUZ5XGeVxm0Z8s+WfIl6TweBuNxqCck5JRllkZrNSiQiQaVRr8P8AdY1w/djXD92DpjpjeDPK+mbWeXU7Tl1Oxiy3z49mMt8+PZnLfP8AQ1I1Isg1JP5/pZPn/SyfP+huT+OVbk/i1uT+KFsnwk+dxbZPhJ86Wye0+dDeus+ktN66z6TTfbPpNBAABQZ59WVjn1ZWeXVlFva1Ry5ufNz5CRIkE5JyTkOjbYxyrPKpaMypKzoXsvZexL0z4TwLKsqyjfDqxvh1Y1x6sHTlzy5O77N3llyd32bvLLk7vsJOPx5d37fInH43u/8AfCTj8b3RfSYuBhhgdT2+vLF6/j/2xev+3BbeOTbx/wCRbxybeP3LePW3j9wnKZ+m3/Hj/wDScpn6bf8AHiTlM6t/xgu2zrjzvz6XbZ1x5X59Lts8cr8+gm53M+urPHcz66fDuZ9RRQAZ/E/Z8k/E/azz/aMTl0xOXTEvQlSlEkSRJAvE9JgWlpRllBLEqUQQEAhCDXHW5rUHaSfCeXWZ8J5dZnw+IqgCgIGfxPrNTPl/WmfL+tFn8b9OOfdZ/G/Tjn3Wfxv0mfcO8u79bJ9l7y7v1sn2O87363PsJ1f9N/yt/wBk6v8Apv13/ZOr7X67/sL8v+OHy+2L/wB8YACqDPO/pu2TfdOV/Tdsm+5yv6btk+Y8/GvPxrhKNxuNQW/wtWidp2nYzbiW4luCazqaLFgJSlEzWc1PI1I1I1INNKOnC/pdOPhvj4GlaEEDZ7xNnvDZ7wT18d8/0nr475/pPVx9xPzOHtb87v3PzOPtb87v3PXx9rRPzJL+nhE/MkvXGJ65L1xgfncv4PzeR+byGeX4vL3Z5fi8vdnl+Jy9xi8+d/8AK/Rm8+d+N+jN58r8aJbyvm2/Nm3l8balt+NtGfKeWfI1x6a49Nceh0jcbg000GGGDl5cvLn5Esw8ILCLBatKEmEmEmCqoANceVa42tcbRN5e9TeXvU2+9EupdTsTtO07FnFZxWcRfSvpX0h6YemGQXIuRcgzjOJgYYmCWalmpZonpT0npDFwwanSzpZ0NStStSi6uroxkjGRnAzTDBckXJDMERAhFgtUE8ogW4bhuBORKShq6uiyfEnuT3FVQAADAABEQJCQkDkUokIQL/CVKHZ2B2dgcirQhCBey9pewAWLFgUpRPCeE8DPKs8qzyozOSTkkovG+qrL6qsvqo6NtiqoANcZ8WpFkCwsWwMMTBmzWbNSzQwwwTExMFxcXAzDMMwSJEClB//Z",
    "base64",
  );

  test("C22 progressive pictures and those in four inks are compared as any", () => {
    const plain = taken(gray(picture("fixture", 184, 136)));
    for (const saved of [progressive, inks]) expect(distance(plain, taken(eighthOfJpeg(saved)))).toBeLessThanOrEqual(8);
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
    expect(sizeOf(progressive, "image/jpeg")).toEqual({ width: 184, height: 136 });
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
