"""What makes two passages a repeat, and which repeats make a group: one rule for all engines.

Written in the part of Python that numba compiles unchanged: integers, flat sequences and
plain loops. `memory` runs it as it stands on lists, `batch` compiles it for arrays, and so
both answer alike. Nothing here imports anything, sorts by key or allocates by the passage.

Words are compared as 32-bit hashes; positions are indices into one long run of words in
which the passages stand one after another.
"""

from collections.abc import MutableSequence, Sequence

Ints = Sequence[int]
Scratch = MutableSequence[int]

#: Words in a seed. Three words of running English are shared by chance too often, five
#: leave passages with every sixth word changed without a seed.
GRAM = 4
#: Up to this many places a seed is tried pairwise; above, against STAR places only.
CAP = 8
#: How many places of a frequent seed all its other places are compared with. With the
#: first STAR in common, two copies of a wire story meet the same partners for every seed.
STAR = 4
#: Changed words in a row that do not end a repeat.
MAX_GAP = 16
#: How far back the chain looks for its previous seed; bounds the cost of hostile text.
LOOK = 48
#: Words that may be skipped on either side when a repeat is extended beyond its seeds.
RESYNC = 6
#: Words a repeat is extended by at most on either end: what goes on longer has seeds. Without
#: a bound a line of three random words over and over would be walked through for each seed.
MOST_EXTENSION = 64
#: Chains of seeds tried for a pair of passages, best first; pairs with more are counted.
MOST_CHAINS = 4096
#: A remainder of so few words on both sides belongs to the repeat, changed or not:
#: the figure at the very end of a passage is the one that matters.
SNAP = 3
#: Remainders of so many words at most are compared whole, so that a passage whose end is
#: changed word by word is not cut short.
END_FILL = 24
#: Passages of at most so many words are compared whole, from a single seed on:
#: "NAME contributed to this report" has one seed only.
SHORT = 16
#: Shared words that make a repeat whatever the length of the passages.
MIN_WORDS = 12
#: Below MIN_WORDS: least share of the shorter passage, in percent; below FEW_WORDS, of the
#: longer one. With 30 % a quarter of the short repeats in real articles were set phrases
#: ("is just the latest in a series of"), and those have up to eight words.
MIN_PERCENT = 50
FEW_WORDS = 8
#: Share of the longer of two spans in the same passage, in percent, that makes them one.
SAME_SITE = 60
#: Share of a passage, in percent, from which on a span counts as the whole of it.
WHOLE = 90
#: Most sites of one passage looked at before a new one is opened.
SITE_LOOK = 32
#: Most cells of the table when two passages are compared without seeds given.
DIRECT_CELLS = 1 << 20

#: Most sequences of seeds a direct comparison keeps.
DIRECT_SEEDS = 4096
#: Most representatives tried for a site that found none.
RESCUES = 8
#: Share of a span, in percent, that must lie in a longer repeat to be explained by it.
NESTED = 80

#: Numbers in the scratch row of `lcs`, and the one that counts pairs with too many chains.
ROW = 64
CAPPED = 63
#: Numbers written for each match: passages a and b, a0, a1, b0, b1, shared words.
FIELDS = 7


def lcs(words: Ints, a0: int, a1: int, b0: int, b1: int, row: Scratch) -> int:
    """How many words the two spans share in the same order; the product of both lengths."""
    width = b1 - b0
    for j in range(width + 1):
        row[j] = 0
    for i in range(a0, a1):
        diagonal = 0
        for j in range(width):
            above = row[j + 1]
            if words[i] == words[b0 + j]:
                row[j + 1] = diagonal + 1
            elif row[j] > above:
                row[j + 1] = row[j]
            diagonal = above
    return row[width]


def chain(
    xs: Ints, ys: Ints, count: int, same: bool, score: Scratch, back: Scratch, head: Scratch
) -> None:
    """For each seed, the best chain of seeds that ends in it.

    Seeds come in the order of y, then x. Colinear chaining with a bounded look back, after
    H. Li, "Minimap2: pairwise alignment for nucleotide sequences", 2018, section 2.1.
    In one and the same passage a chain must end before its copy begins.
    """
    for i in range(count):
        best = 4 * GRAM
        before = -1
        j = i - 1
        while j >= 0 and i - j <= LOOK and ys[i] - ys[j] <= GRAM + MAX_GAP:
            dx = xs[i] - xs[j]
            dy = ys[i] - ys[j]
            if 0 < dx <= GRAM + MAX_GAP and dy > 0 and (not same or xs[i] + GRAM <= ys[head[j]]):
                value = score[j] + 4 * min(GRAM, dx, dy) - abs(dx - dy)
                if value > best:
                    best = value
                    before = j
                if dx == 1 and dy == 1:
                    break
            j -= 1
        score[i] = best
        back[i] = before
        head[i] = i if before < 0 else head[before]


def rank(order: Scratch, score: Ints, count: int) -> None:
    """Fill *order* with the indices of *score*, best first, equal ones as they stand.

    D. L. Shell, "A high-speed sorting procedure", 1959: needs no memory of its own.
    """
    for i in range(count):
        order[i] = i
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, count):
            item = order[i]
            j = i
            while j >= gap and (
                score[order[j - gap]] < score[item]
                or (score[order[j - gap]] == score[item] and order[j - gap] > item)
            ):
                order[j] = order[j - gap]
                j -= gap
            order[j] = item
        gap //= 3


def extend(
    words: Ints, i: int, room_i: int, j: int, room_j: int, step: int
) -> tuple[int, int, int]:
    """How far a repeat goes on from words *i* and *j*: words taken on each side, and shared.

    Goes in direction *step* for at most *room* words and ends on a shared word. After a
    change it wants two shared words in a row, three after a longer one.
    """
    room_i = min(room_i, MOST_EXTENSION)
    room_j = min(room_j, MOST_EXTENSION)
    at_i = at_j = taken_i = taken_j = shared = 0
    while at_i < room_i and at_j < room_j:
        if words[i + step * at_i] == words[j + step * at_j]:
            at_i += 1
            at_j += 1
            shared += 1
            taken_i = at_i
            taken_j = at_j
            continue
        skip_i, skip_j = resync(words, i, room_i, j, room_j, step, at_i, at_j)
        if skip_i < 0:
            break
        at_i += skip_i
        at_j += skip_j
    return taken_i, taken_j, shared


def resync(
    words: Ints, i: int, room_i: int, j: int, room_j: int, step: int, at_i: int, at_j: int
) -> tuple[int, int]:
    """The fewest words to skip on each side until the words agree again; -1, -1 for never."""
    for skip in range(1, 2 * RESYNC + 1):
        for skip_i in range(max(0, skip - RESYNC), min(skip, RESYNC) + 1):
            p = at_i + skip_i
            q = at_j + skip - skip_i
            rest = min(room_i - p, room_j - q)
            if rest < 1 or words[i + step * p] != words[j + step * q]:
                continue
            need = 2 if skip <= 2 else 3
            if rest == room_i - p and rest == room_j - q:
                need = min(need, rest)  # both passages end here
            elif rest == 2:
                need = 2  # one of them does
            if rest < need:
                continue
            equal = 0
            while equal < need and words[i + step * (p + equal)] == words[j + step * (q + equal)]:
                equal += 1
            if equal == need:
                return skip_i, skip - skip_i
    return -1, -1


def acceptable(shared: int, span_a: int, span_b: int, whole_a: int, whole_b: int) -> bool:
    """Whether so many shared words in such spans of such passages are a repeat."""
    if 2 * shared < max(span_a, span_b):
        return False
    if shared >= MIN_WORDS:
        return True
    few = shared < FEW_WORDS
    least = max(whole_a, whole_b) if few else min(whole_a, whole_b)
    return 100 * shared >= MIN_PERCENT * least


def match_pair(
    words: Ints,
    starts: Ints,
    a: int,
    b: int,
    xs: Ints,
    ys: Ints,
    count: int,
    work: Scratch,
    row: Scratch,
    out: Scratch,
    at: int,
) -> int:
    """Write the repeats of passages *a* and *b* to *out*; how many.

    *xs* and *ys* are the positions of *count* seeds in the order of y, then x; *work*
    holds at least four times *count* numbers, *row* ROW. The repeats
    begin at *out*[*at*], FIELDS numbers each, and are at most *count*.
    """
    whole_a = starts[a + 1] - starts[a]
    whole_b = starts[b + 1] - starts[b]
    if a != b and whole_a <= SHORT and whole_b <= SHORT:
        shared = lcs(words, starts[a], starts[a + 1], starts[b], starts[b + 1], row)
        if acceptable(shared, whole_a, whole_b, whole_a, whole_b):
            write(out, at, a, b, starts[a], starts[a + 1], starts[b], starts[b + 1], shared)
            return 1
    score = work[:count]
    back = work[count : 2 * count]
    head = work[2 * count : 3 * count]
    order = work[3 * count : 4 * count]
    chain(xs, ys, count, a == b, score, back, head)
    rank(order, score, count)
    found = 0
    tried = 0
    for n in range(count):
        last = order[n]
        if score[last] < 0:
            continue
        if tried == MOST_CHAINS:
            row[CAPPED] += 1
            break
        tried += 1
        first, shared = walk(words, xs, ys, last, score, back, row)
        a0, a1, b0, b1 = xs[first], xs[last] + GRAM, ys[first], ys[last] + GRAM
        if is_told(out, at, found, a0, a1, b0, b1):
            continue
        if grow(words, starts, a, b, a0, a1, b0, b1, shared, row, out, at + FIELDS * found):
            found += 1
    return found


def match_seeds(
    words: Ints,
    starts: Ints,
    owners: Ints,
    xs: Ints,
    ys: Ints,
    rare: Ints,
    work: Scratch,
    row: Scratch,
    out: Scratch,
) -> int:
    """Write the repeats of all pairs of passages that have seeds to *out*; how many.

    *owners* is the passage of each x; seeds are in the order of owner, y, x, so that those
    of a pair stand together. *work* and *out* are as `match_pair` wants them. A frequent
    seed that is the only one of its pair is a set phrase, unless both passages are short.
    """
    found = 0
    k = 0
    b = 0
    while k < len(owners):
        a = owners[k]
        b = passage_from(starts, b if k > 0 and owners[k - 1] == a else a, ys[k])
        stop = k + 1
        while stop < len(owners) and owners[stop] == a and ys[stop] < starts[b + 1]:
            stop += 1
        longer = max(starts[a + 1] - starts[a], starts[b + 1] - starts[b])
        if stop - k > 1 or rare[k] or longer <= SHORT:
            found += match_pair(
                words, starts, a, b, xs[k:stop], ys[k:stop], stop - k, work, row, out,
                FIELDS * found,
            )  # fmt: skip
        k = stop
    return found


def passage_from(starts: Ints, passage: int, position: int) -> int:
    """The passage that holds the word at *position*, which is *passage* or a later one.

    J. L. Bentley, A. C. Yao, "An almost optimal algorithm for unbounded searching", 1976.
    """
    step = 1
    low = passage
    while low + step < len(starts) - 1 and starts[low + step] <= position:
        low += step
        step *= 2
    high = min(low + step, len(starts) - 1)
    while high - low > 1:
        middle = (low + high) // 2
        if starts[middle] <= position:
            low = middle
        else:
            high = middle
    return low


def write(
    out: Scratch, at: int, a: int, b: int, a0: int, a1: int, b0: int, b1: int, shared: int
) -> None:
    """Put one match at *out*[*at*]."""
    out[at] = a
    out[at + 1] = b
    out[at + 2] = a0
    out[at + 3] = a1
    out[at + 4] = b0
    out[at + 5] = b1
    out[at + 6] = shared


def walk(
    words: Ints, xs: Ints, ys: Ints, last: int, score: Scratch, back: Ints, row: Scratch
) -> tuple[int, int]:
    """Follow a chain back from its *last* seed: first seed and shared words.

    Takes its seeds out of play by making their score negative.
    """
    shared = GRAM
    i = last
    score[i] = -1
    while back[i] >= 0 and score[back[i]] >= 0:
        j = back[i]
        dx = xs[i] - xs[j]
        dy = ys[i] - ys[j]
        if dx < GRAM or dy < GRAM:
            shared += min(dx, dy)
        else:
            shared += GRAM + lcs(words, xs[j] + GRAM, xs[i], ys[j] + GRAM, ys[i], row)
        score[j] = -1
        i = j
    return i, shared


def is_told(out: Ints, at: int, found: int, a0: int, a1: int, b0: int, b1: int) -> bool:
    """Whether the last few matches written already cover half of this one on both sides."""
    for n in range(max(0, found - SITE_LOOK), found):
        k = at + FIELDS * n
        in_a = min(a1, out[k + 3]) - max(a0, out[k + 2])
        in_b = min(b1, out[k + 5]) - max(b0, out[k + 4])
        if 2 * in_a >= a1 - a0 and 2 * in_b >= b1 - b0:
            return True
    return False


def grow(
    words: Ints,
    starts: Ints,
    a: int,
    b: int,
    a0: int,
    a1: int,
    b0: int,
    b1: int,
    shared: int,
    row: Scratch,
    out: Scratch,
    at: int,
) -> bool:
    """Extend a chain on both ends and write it to *out* when it is a repeat."""
    a_lo, a_hi = starts[a], starts[a + 1]
    b_lo, b_hi = starts[b], starts[b + 1]
    # In one passage neither copy may run into the other.
    i, j, more = extend(words, a1, (b0 if a == b else a_hi) - a1, b1, b_hi - b1, 1)
    a1 += i
    b1 += j
    shared += more
    i, j, more = extend(words, a0 - 1, a0 - a_lo, b0 - 1, b0 - (a1 if a == b else b_lo), -1)
    a0 -= i
    b0 -= j
    shared += more
    if a != b:
        more = end_fill(words, a_lo, a0, b_lo, b0, row)
        if more >= 0:
            a0, b0 = a_lo, b_lo
            shared += more
        more = end_fill(words, a1, a_hi, b1, b_hi, row)
        if more >= 0:
            a1, b1 = a_hi, b_hi
            shared += more
    if not acceptable(shared, a1 - a0, b1 - b0, a_hi - a_lo, b_hi - b_lo):
        return False
    write(out, at, a, b, a0, a1, b0, b1, shared)
    return True


def end_fill(words: Ints, a0: int, a1: int, b0: int, b1: int, row: Scratch) -> int:
    """Shared words of what is left of two passages, or -1 when that is no part of the repeat."""
    longer = max(a1 - a0, b1 - b0)
    if longer > END_FILL:
        return -1
    shared = lcs(words, a0, a1, b0, b1, row)
    return shared if longer <= SNAP or 2 * shared >= longer else -1


def direct(
    words: Ints,
    starts: Ints,
    a: int,
    a0: int,
    a1: int,
    b: int,
    b0: int,
    b1: int,
    xs: Scratch,
    ys: Scratch,
    work: Scratch,
    row: Scratch,
    out: Scratch,
) -> int:
    """Where in *out* a repeat of span [a0, a1) of *a* and [b0, b1) of *b* stands, else -1.

    Compares the two spans without seeds given; spans too long for that have none.
    """
    a_from, a_to = max(starts[a], a0 - MAX_GAP), min(starts[a + 1], a1 + MAX_GAP)
    b_from, b_to = max(starts[b], b0 - MAX_GAP), min(starts[b + 1], b1 + MAX_GAP)
    if a == b or (a_to - a_from) * (b_to - b_from) > DIRECT_CELLS:
        return -1
    count = seeds_between(words, a_from, a_to, b_from, b_to, xs, ys)
    if count == 0:
        return -1
    found = match_pair(words, starts, a, b, xs, ys, count, work, row, out, 0)
    for n in range(found):
        at = FIELDS * n
        if (
            overlap_percent(out[at + 2], out[at + 3], a0, a1) >= SAME_SITE
            and overlap_percent(out[at + 4], out[at + 5], b0, b1) >= SAME_SITE
        ):
            return at
    return -1


def seeds_between(
    words: Ints, a_lo: int, a_hi: int, b_lo: int, b_hi: int, xs: Scratch, ys: Scratch
) -> int:
    """Write the seeds two passages share, in the order of y, then x; how many.

    Looks at every pair of words, so it is for few and short passages only; stops when the
    sequences are full.
    """
    count = 0
    for y in range(b_lo, b_hi - GRAM + 1):
        for x in range(a_lo, a_hi - GRAM + 1):
            if words[x] == words[y] and equal_grams(words, x, y):
                if count == len(xs):
                    return count
                xs[count] = x
                ys[count] = y
                count += 1
    return count


def equal_grams(words: Ints, x: int, y: int) -> bool:
    """Whether the seeds that begin at words *x* and *y* are the same."""
    same = 0
    while same < GRAM and words[x + same] == words[y + same]:
        same += 1
    return same == GRAM


def overlap_percent(lo: int, hi: int, other_lo: int, other_hi: int) -> int:
    """How much of the longer of two spans both hold, in percent, rounded down."""
    longer = max(hi - lo, other_hi - other_lo)
    return 100 * max(0, min(hi, other_hi) - max(lo, other_lo)) // max(1, longer)


def sides(
    matches: Ints,
    count: int,
    doubles: Ints,
    starts: Ints,
    passage: Scratch,
    lo: Scratch,
    hi: Scratch,
    minus_hi: Scratch,
) -> None:
    """Lay out both sides of *count* matches, then the passages that stand more than once."""
    for n in range(count):
        k = FIELDS * n
        passage[n] = matches[k]
        lo[n] = matches[k + 2]
        hi[n] = matches[k + 3]
        passage[count + n] = matches[k + 1]
        lo[count + n] = matches[k + 4]
        hi[count + n] = matches[k + 5]
    for n in range(len(doubles)):
        passage[2 * count + n] = doubles[n]
        lo[2 * count + n] = starts[doubles[n]]
        hi[2 * count + n] = starts[doubles[n] + 1]
    for n in range(len(hi)):
        minus_hi[n] = -hi[n]


def name_sites(
    order: Ints, passage: Ints, lo: Ints, hi: Ints, site: Scratch, first: Scratch
) -> int:
    """Gather spans that mean the same stretch of a passage into sites; how many there are.

    *order* goes by passage, start, and longest first. *site*[n] becomes the site of span n
    and *first*[s] the span that stands for site s.
    """
    sites = 0
    for k in range(len(order)):
        n = order[k]
        found = -1
        s = sites - 1
        while s >= 0 and sites - s <= SITE_LOOK and passage[first[s]] == passage[n]:
            if overlap_percent(lo[n], hi[n], lo[first[s]], hi[first[s]]) >= SAME_SITE:
                found = s
                break
            s -= 1
        if found < 0:
            found = sites
            first[sites] = n
            sites += 1
        site[n] = found
    return sites


def half_edges(
    matches: Ints,
    count: int,
    site: Ints,
    sites: int,
    source: Scratch,
    target: Scratch,
    minus_shared: Scratch,
) -> None:
    """Each match as two edges, one from either site; a site with itself goes to the end."""
    for n in range(count):
        s = site[n]
        t = site[count + n]
        source[n] = s if s != t else sites
        target[n] = t
        source[count + n] = t if s != t else sites
        target[count + n] = s
        minus_shared[n] = -matches[FIELDS * n + 6]
        minus_shared[count + n] = minus_shared[n]


def join_edges(
    order: Ints,
    source: Ints,
    target: Ints,
    count: int,
    sites: int,
    edge_start: Scratch,
    edge_to: Scratch,
    edge_match: Scratch,
) -> int:
    """The best edge of each pair of sites, by source; how many. *edge_start* ends with it."""
    edges = 0
    s = 0
    last = -1
    for k in range(len(order)):
        e = order[k]
        if source[e] == sites:
            break
        while s <= source[e]:
            edge_start[s] = edges
            last = -1
            s += 1
        if target[e] == last:
            continue
        last = target[e]
        edge_to[edges] = last
        edge_match[edges] = e if e < count else e - count
        edges += 1
    while s <= sites:
        edge_start[s] = edges
        s += 1
    return edges


def weigh(
    matches: Ints,
    copies: Ints,
    passage: Ints,
    lo: Ints,
    hi: Ints,
    first: Ints,
    edge_start: Ints,
    edge_to: Ints,
    edge_match: Ints,
    minus_weight: Scratch,
) -> None:
    """How many words each site has in common with all its neighbours, made negative.

    The heaviest site of a cluster is its medoid: the best representative.
    """
    for s in range(len(minus_weight)):
        n = first[s]
        weight = (copies[passage[n]] - 1) * (hi[n] - lo[n])
        for e in range(edge_start[s], edge_start[s + 1]):
            number = copies[passage[first[edge_to[e]]]]
            weight += number * matches[FIELDS * edge_match[e] + 6]
        minus_weight[s] = -weight


def cover(
    order: Ints,
    edge_start: Ints,
    edge_to: Ints,
    edge_match: Ints,
    leader: Scratch,
    by: Scratch,
    size: Scratch,
) -> None:
    """Share the sites out among representatives: a star cover, so that nothing chains.

    In *order* every site not yet taken becomes a representative and takes its neighbours
    that are not taken. *leader*[s] becomes the representative of site s (itself for one),
    *by*[s] the match that makes it a member (-1 for a representative), *size*[s] the
    members of a representative with itself.
    J. Aslam, E. Pelekhov, D. Rus, "The star clustering algorithm", 2004, section 3.
    """
    for s in range(len(leader)):
        leader[s] = by[s] = -1
        size[s] = 0
    for n in range(len(order)):
        s = order[n]
        if leader[s] >= 0:
            continue
        leader[s] = s
        size[s] = 1
        for e in range(edge_start[s], edge_start[s + 1]):
            t = edge_to[e]
            if leader[t] < 0:
                leader[t] = s
                by[t] = edge_match[e]
                size[s] += 1


def rescue(
    words: Ints,
    starts: Ints,
    passage: Ints,
    lo: Ints,
    hi: Ints,
    first: Ints,
    edge_start: Ints,
    edge_to: Ints,
    edge_match: Ints,
    leader: Scratch,
    by: Scratch,
    size: Scratch,
    base: int,
    xs: Scratch,
    ys: Scratch,
    work: Scratch,
    row: Scratch,
    out: Scratch,
    extra: Scratch,
) -> int:
    """Find a group for sites left alone because all their neighbours were taken.

    First the representatives of the neighbours are tried directly, since the seeds of a
    frequent passage were not all looked at; such matches are written to *extra* and
    numbered from *base*. A site that resembles none of them goes with its neighbour as a
    second group: `leader` is then the number of sites plus the neighbour.
    """
    sites = len(leader)
    extras = 0
    for s in range(sites):
        if leader[s] != s or size[s] > 1 or edge_start[s] == edge_start[s + 1]:
            continue
        n = first[s]
        tries = 0
        last = -1
        for e in range(edge_start[s], edge_start[s + 1]):
            r = leader[edge_to[e]]
            if r >= sites or r in (s, last) or tries == RESCUES:
                continue
            tries += 1
            last = r
            m = first[r]
            at = direct(
                words,
                starts,
                passage[n],
                lo[n],
                hi[n],
                passage[m],
                lo[m],
                hi[m],
                xs,
                ys,
                work,
                row,
                out,
            )
            if at >= 0:
                for k in range(FIELDS):
                    extra[FIELDS * extras + k] = out[at + k]
                leader[s] = r
                by[s] = base + extras
                size[r] += 1
                extras += 1
                break
        if leader[s] == s:
            leader[s] = sites + edge_to[edge_start[s]]
            by[s] = edge_match[edge_start[s]]
    return extras


def list_members(
    matches: Ints,
    extra: Ints,
    base: int,
    site: Ints,
    passage: Ints,
    lo: Ints,
    hi: Ints,
    first: Ints,
    leader: Ints,
    by: Ints,
    key: Scratch,
    where: Scratch,
    m_lo: Scratch,
    m_hi: Scratch,
    r_lo: Scratch,
    r_hi: Scratch,
    shared: Scratch,
    is_member: Scratch,
) -> int:
    """One row for each site in the group *key*, and one more for each second group; how many.

    A row has the passage and the span, the span of the representative it resembles, and
    the shared words; *is_member* is 0 for the representative, of which a group has one.
    """
    sites = len(leader)
    rows = 0
    for s in range(sites):
        n = first[s]
        key[rows] = leader[s]
        where[rows] = passage[n]
        m_lo[rows], m_hi[rows] = lo[n], hi[n]
        r_lo[rows] = r_hi[rows] = shared[rows] = -1
        match = by[s]
        if match >= base:
            k = FIELDS * (match - base)
            m_lo[rows], m_hi[rows] = extra[k + 2], extra[k + 3]
            r_lo[rows], r_hi[rows] = extra[k + 4], extra[k + 5]
            shared[rows] = extra[k + 6]
        elif match >= 0:
            k = FIELDS * match
            mine = 2 if site[match] == s else 4
            m_lo[rows], m_hi[rows] = matches[k + mine], matches[k + mine + 1]
            r_lo[rows], r_hi[rows] = matches[k + 6 - mine], matches[k + 7 - mine]
            shared[rows] = matches[k + 6]
        is_member[rows] = 1 if match >= 0 else 0
        rows += 1
        if leader[s] >= sites:
            n = first[leader[s] - sites]
            key[rows] = leader[s]
            where[rows] = passage[n]
            m_lo[rows], m_hi[rows] = lo[n], hi[n]
            r_lo[rows] = r_hi[rows] = shared[rows] = -1
            is_member[rows] = 0
            rows += 1
    return rows


def assemble(
    order: Ints,
    key: Ints,
    where: Ints,
    m_lo: Scratch,
    m_hi: Scratch,
    r_lo: Ints,
    r_hi: Ints,
    shared: Scratch,
    copies: Ints,
    starts: Ints,
    keep: Scratch,
    group_start: Scratch,
) -> tuple[int, int]:
    """Cut the rows, in *order*, into groups: *keep* lists their rows; groups, overlaps dropped.

    *order* goes by key, representative first, then position. The span of a representative
    becomes the longest one a member resembles, unless copies of its whole passage exist. Of
    members that overlap in one passage the first stays.
    """
    groups = kept = dropped = k = 0
    while k < len(order):
        head = order[k]
        stop = k + 1
        while stop < len(order) and key[order[stop]] == key[head]:
            stop += 1
        p = where[head]
        doubled = copies[p] > 1 and m_lo[head] == starts[p] and m_hi[head] == starts[p + 1]
        if not doubled:
            stretch(order, k, stop, m_lo, m_hi, r_lo, r_hi)
        shared[head] = m_hi[head] - m_lo[head]
        group_start[groups] = kept
        keep[kept] = head
        kept += 1
        last = head
        for j in range(k + 1, stop):
            n = order[j]
            if (where[n] == p and min(m_hi[n], m_hi[head]) > max(m_lo[n], m_lo[head])) or (
                last != head and where[n] == where[last] and m_lo[n] < m_hi[last]
            ):
                dropped += 1
                continue
            keep[kept] = n
            kept += 1
            last = n
        if kept - group_start[groups] > 1 or doubled:
            groups += 1
        else:
            kept = group_start[groups]
        k = stop
    group_start[groups] = kept
    return groups, dropped


def stretch(
    order: Ints, k: int, stop: int, m_lo: Scratch, m_hi: Scratch, r_lo: Ints, r_hi: Ints
) -> None:
    """Give the representative at *order*[k] the longest span that a member resembles."""
    best = -1
    for j in range(k + 1, stop):
        n = order[j]
        if best < 0 or r_hi[n] - r_lo[n] > r_hi[best] - r_lo[best]:
            best = n
    if best >= 0:
        m_lo[order[k]] = r_lo[best]
        m_hi[order[k]] = r_hi[best]


def measure_groups(
    keep: Ints,
    group_start: Ints,
    m_lo: Ints,
    m_hi: Ints,
    minus_words: Scratch,
    begin: Scratch,
    minus_end: Scratch,
) -> None:
    """What groups are sorted by: words of the representative, its beginning and its end."""
    for g in range(len(begin)):
        n = keep[group_start[g]]
        minus_words[g] = m_lo[n] - m_hi[n]
        begin[g] = m_lo[n]
        minus_end[g] = -m_hi[n]


def explain(
    order: Ints,
    keep: Ints,
    group_start: Ints,
    where: Ints,
    m_lo: Ints,
    m_hi: Ints,
    newest: Scratch,
    row_group: Scratch,
    row_next: Scratch,
    told: Scratch,
    seen: Scratch,
    stays: Scratch,
) -> int:
    """Resolve nested repeats: *stays*[g] is 1 unless longer groups say all of group g.

    *order* has the longest first. A member inside a member of a longer group is explained
    by that group; a group must still bring together two members that no one group explains.
    Of the members that one group explains the first stands for all: *told* is 0 for a member
    in its own right, 1 for such a first, 2 for the others. How many groups were dropped.
    """
    dropped = 0
    for n in range(len(newest)):
        newest[n] = -1
    for g in range(len(stays)):
        seen[g] = -1
    for i in range(len(order)):
        g = order[i]
        parts = 0
        for k in range(group_start[g], group_start[g + 1]):
            n = keep[k]
            by = explaining(n, newest[where[n]], keep, row_group, row_next, m_lo, m_hi)
            told[k] = 0 if by < 0 else 1 if seen[by] != g else 2
            if by >= 0:
                seen[by] = g
            if told[k] < 2:
                parts += 1
        alone = group_start[g + 1] - group_start[g] == 1
        stays[g] = 1 if parts > 1 or alone else 0
        dropped += 1 - stays[g]
        if alone:
            told[group_start[g]] = 0
        for k in range(group_start[g], group_start[g + 1]):
            if stays[g] == 1 and told[k] < 2:
                row_group[k] = g
                row_next[k] = newest[where[keep[k]]]
                newest[where[keep[k]]] = k
    return dropped


def explaining(
    n: int, row: int, keep: Ints, row_group: Ints, row_next: Ints, m_lo: Ints, m_hi: Ints
) -> int:
    """The group among the last few of the passage that holds row *n*, or -1."""
    looked = 0
    while row >= 0 and looked < SITE_LOOK:
        k = keep[row]
        inside = min(m_hi[n], m_hi[k]) - max(m_lo[n], m_lo[k])
        if 100 * inside >= NESTED * (m_hi[n] - m_lo[n]):
            return row_group[row]
        row = row_next[row]
        looked += 1
    return -1


def arrange(
    order: Ints,
    stays: Ints,
    told: Ints,
    keep: Ints,
    group_start: Ints,
    final: Scratch,
    single: Scratch,
    final_start: Scratch,
) -> tuple[int, int]:
    """List the rows of the groups that stay, in *order*; groups and rows.

    *single* is 1 for a row that stands for its passage once, however many copies it has.
    """
    groups = rows = 0
    for i in range(len(order)):
        g = order[i]
        if stays[g] == 0:
            continue
        final_start[groups] = rows
        groups += 1
        for k in range(group_start[g], group_start[g + 1]):
            if told[k] < 2:
                final[rows] = keep[k]
                single[rows] = told[k]
                rows += 1
    final_start[groups] = rows
    return groups, rows
