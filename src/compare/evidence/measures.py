"""grid measures (first version)"""
import numpy as np

from compare.evidence.lexicon import lexicon
from compare.evidence.table import Rows, Unit, tokenize

SKETCH = 1024
NAMES: tuple[str, ...] = tuple("""words_lo words_hi bigrams_lo bigrams_hi trigrams_lo trigrams_hi fourgrams_lo fourgrams_hi lcs_lo lcs_hi length_lo length_hi length_ratio bits_contain_lo bits_contain_hi bits_shared bits_cos bits_soft_lo bits_soft_hi bits_rarest_missing_lo bits_rarest_missing_hi bits_rarest_shared bits_missing_lo bits_missing_hi idf_contain_lo idf_contain_hi idf_shared idf_cos idf_soft_lo idf_soft_hi idf_rarest_missing_lo idf_rarest_missing_hi idf_rarest_shared idf_missing_lo idf_missing_hi names_contain_lo names_contain_hi names_shared names_missing_lo names_missing_hi numbers_contain_lo numbers_contain_hi numbers_shared numbers_missing_lo numbers_missing_hi negation quoted_shared quoted_lo quoted_hi char_cos""".split())

class Table:
    def __init__(self, units, vectors=None):
        self.units = tuple(units)
        tokens, rows = tokenize([u.text for u in self.units])
        self.lex = lex = lexicon(tokens)
        n = len(self.units)
        flat = rows.flat
        owner = rows.owners()
        word = lex.word[flat] if len(flat) else np.zeros(0, bool)
        mark = lex.mark[flat] if len(flat) else np.zeros(0, np.int8)
        # quotes
        toggle = np.cumsum(mark == 2)
        first = rows.starts[owner]
        base = toggle[first] - (mark[first] == 2) if len(flat) else toggle
        inside = ((toggle - base) % 2 == 1)
        opened = np.cumsum(mark == 1) - np.cumsum(mark == -1)
        base2 = (opened[first] - (mark[first] == 1) + (mark[first] == -1)) if len(flat) else opened
        inside |= (opened - base2) > 0
        initial = np.zeros(len(flat), bool)
        if len(flat):
            initial[0] = True
            initial[1:] = (mark[:-1] != 0)
            initial[rows.starts[rows.lengths > 0]] = True
        capital = lex.capital[flat]
        named = capital & ~initial
        # a capital is a name when the unit isn't in title case
        content = lex.content[flat]
        cap_n = np.bincount(owner, weights=capital & content, minlength=n); con_n = np.bincount(owner, weights=content, minlength=n)
        title = cap_n > 0.6 * con_n
        # types seen as a name
        stems = lex.stems[flat]
        V = len(lex.stem_names)
        ok = content & ~initial & ~title[owner]
        capc = np.bincount(stems[ok & capital], minlength=V); allc = np.bincount(stems[ok], minlength=V)
        rare = np.zeros(V); rare[lex.stems] = lex.bits
        number_stem = np.zeros(V, bool); number_stem[lex.stems] = lex.number
        isname = np.where(allc > 0, capc * 2 > allc, rare > 15) & ~number_stem
        self.isname = isname
        self.words, wm = rows.keep(word)
        self.content, cm = rows.keep(content)
        self.c_stem = lex.stems[self.content.flat]
        self.c_sound = lex.sounds[self.content.flat]
        self.c_stump = lex.stumps[self.content.flat]
        self.c_name = isname[self.c_stem] & capital[cm]
        self.c_number = lex.number[self.content.flat]
        self.c_quote = inside[cm]
        self.w_stem = lex.stems[self.words.flat]
        key = np.unique(np.repeat(np.arange(n), self.content.lengths) * V + self.c_stem)
        df = np.bincount(key % V, minlength=V)
        self.df = df
        self.bits = rare.astype(np.float32)
        self.idf = (np.log2((n + 2) / (df + 1))).astype(np.float32)
        neg = lex.negation[flat]
        self.neg = np.bincount(owner, weights=neg, minlength=n)
        self.nwords = self.words.lengths.astype(np.float32)
        self._sketch_types()
        self.vectors = None
        if vectors is not None:
            names, mat = vectors
            idx = {k: i for i, k in enumerate(names)}
            sel = np.array([idx.get(k, -1) for k in lex.stem_names])
            M = mat[sel].astype(np.float32); M[sel < 0] = 0
            self.vectors = M

    def _sketch_types(self):
        lex = self.lex
        # distinct folded forms
        forms = [f" {t.lower()} " if w else "" for t, w in zip(lex.tokens, lex.word)]
        lens = np.array([len(f) for f in forms]); text = "".join(forms)
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
        own = np.repeat(np.arange(len(forms)), lens)
        ends = np.cumsum(lens)
        pos_left = ends[own] - np.arange(len(codes))
        h = []; o = []
        with np.errstate(over="ignore"):
            for k in (3, 4, 5):
                if len(codes) < k: continue
                g = np.zeros(len(codes) - k + 1, np.uint64)
                for j in range(k):
                    g = g * np.uint64(1000003) + codes[j:len(codes) - k + 1 + j]
                good = pos_left[:len(g)] >= k
                g ^= g >> np.uint64(29); g *= np.uint64(0x9E3779B97F4A7C15); g ^= g >> np.uint64(32)
                h.append(g[good]); o.append(own[:len(g)][good])
        h = np.concatenate(h) if h else np.zeros(0, np.uint64); o = np.concatenate(o) if o else np.zeros(0, np.int64)
        tdf = np.bincount(self.words.flat, minlength=len(forms))
        u, inv = np.unique(h, return_inverse=True)
        gdf = np.bincount(inv, weights=tdf[o], minlength=len(u))
        n = len(self.units)
        w = np.log((1 + n) / (1 + np.minimum(gdf, n))) + 1
        order = np.argsort(o, kind="stable")
        self.t_bin = (h % np.uint64(SKETCH)).astype(np.int64)[order]
        sign = np.where((h >> np.uint64(40)) & np.uint64(1), 1.0, -1.0)
        self.t_val = (w[inv] * sign)[order]
        self.t_len = np.bincount(o, minlength=len(forms)); self.t_start = np.cumsum(self.t_len) - self.t_len

    def sketch(self, rows):
        """unit sketches for the units `rows`."""
        L = self.words.lengths[rows]
        own = np.repeat(np.arange(len(rows)), L)
        at = np.repeat(self.words.starts[rows] - (np.cumsum(L) - L), L) + np.arange(L.sum())
        types = self.words.flat[at]
        k = self.t_len[types]
        own2 = np.repeat(own, k)
        at2 = np.repeat(self.t_start[types] - (np.cumsum(k) - k), k) + np.arange(k.sum())
        flat = np.bincount(own2 * SKETCH + self.t_bin[at2], weights=self.t_val[at2], minlength=len(rows) * SKETCH)
        out = flat.reshape(len(rows), SKETCH).astype(np.float32)
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        return out

    def candidates(self, group):
        """Pairs of units of different groups that share something rare; left < right."""
        group = np.asarray(group)
        n, V = len(self.units), max(1, len(self.bits))
        own = np.repeat(np.arange(n), self.content.lengths)
        key = np.unique(own * V + self.c_stem)
        key = key[self.bits[key % V] > 8]
        if n <= 3000:
            M = np.zeros((n, V), np.float32)
            M[key // V, key % V] = np.minimum(self.bits, 24)[key % V]
            total = (M > 0).astype(np.float32) @ M.T
            K = self.sketch(np.arange(n))
            ok = (total > 18) | (K @ K.T > 0.15)
            ok &= group[:, None] != group[None, :]
            left, right = np.nonzero(np.triu(ok, 1))
            return left, right
        raise NotImplementedError

    def explain(self, i, j):
        """The shared rare words of two units, rarest first."""
        def stems(k):
            s, e = self.content.starts[k], self.content.starts[k] + self.content.lengths[k]
            return {int(t): self.lex.tokens[int(w)] for t, w in zip(self.c_stem[s:e], self.content.flat[s:e])}
        a, b = stems(i), stems(j)
        return {"shared": tuple(a[t] for t in sorted(a.keys() & b.keys(), key=lambda t: (-self.bits[t], a[t])))}

    def measure(self, left, right, names=False):
        left = np.asarray(left); right = np.asarray(right)
        n = len(left)
        out = np.zeros((n, len(NAMES)), np.float32)
        area = np.maximum(self.words.lengths[left], 1) * np.maximum(self.words.lengths[right], 1)
        order = np.lexsort((self.words.lengths[right], self.words.lengths[left]))
        start = 0
        la = self.words.lengths[left][order]; lb = self.words.lengths[right][order]
        while start < n:
            stop = min(n, start + 2048)
            cols = self._batch(left[order[start:stop]], right[order[start:stop]])
            for j, c in enumerate(cols.values()):
                out[order[start:stop], j] = c
            start = stop
        return out

    def _pad(self, rows, unit, fill, *arrays):
        L = rows.lengths[unit]; m = max(1, int(L.max()) if len(L) else 1)
        at = rows.starts[unit][:, None] + np.arange(m)
        mask = np.arange(m) < L[:, None]
        at = np.where(mask, at, 0)
        res = []
        for a in arrays:
            if len(a) == 0: a = np.zeros(1, a.dtype)
            res.append(np.where(mask, a[at], fill if a.dtype != bool else False))
        return mask, res

    def _batch(self, left, right):
        f = self._batch0(left, right)
        return {k: f[k] for k in NAMES} if "extra" not in self.__dict__ else f

    def _batch0(self, left, right):
        f = {}
        eps = 1e-6
        # --- all words
        ma, (A,) = self._pad(self.words, left, -1, self.w_stem)
        mb, (B,) = self._pad(self.words, right, -2, self.w_stem)
        na = np.maximum(ma.sum(1), 1).astype(np.float32); nb = np.maximum(mb.sum(1), 1).astype(np.float32)
        eq = A[:, :, None] == B[:, None, :]
        def both(name, x, y):
            f[name + "_lo"] = np.minimum(x, y); f[name + "_hi"] = np.maximum(x, y)
        both("words", eq.any(2).sum(1) / na, eq.any(1).sum(1) / nb)
        g = eq
        for k, nm in ((1, "bigrams"), (2, "trigrams"), (3, "fourgrams")):
            g = g[:, :-1, :-1] & eq[:, k:, k:] if min(g.shape[1:]) > 1 else g[:, :0, :0]
            x = g.any(2).sum(1) / np.maximum(na - k, 1); y = g.any(1).sum(1) / np.maximum(nb - k, 1)
            both(nm, x, y)
        # LCS
        prev = np.zeros((len(left), B.shape[1] + 1), np.int16)
        eqi = eq.astype(np.int16)
        for i in range(A.shape[1]):
            cur = np.maximum(prev[:, 1:], prev[:, :-1] + eqi[:, i])
            np.maximum.accumulate(cur, axis=1, out=prev[:, 1:])
        lcs = prev[:, -1]
        both("lcs", lcs / np.maximum(na, nb), lcs / np.minimum(na, nb))
        f["length_lo"] = np.log(np.minimum(na, nb)); f["length_hi"] = np.log(np.maximum(na, nb)); f["length_ratio"] = np.minimum(na, nb) / np.maximum(na, nb)
        # --- content
        c = self.content
        ma, (A, As, At, An, Ad, Aq) = self._pad(c, left, -1, self.c_stem, self.c_sound, self.c_stump, self.c_name, self.c_number, self.c_quote)
        mb, (B, Bs, Bt, Bn, Bd, Bq) = self._pad(c, right, -2, self.c_stem, self.c_sound, self.c_stump, self.c_name, self.c_number, self.c_quote)
        eq = A[:, :, None] == B[:, None, :]
        snd = As[:, :, None] == Bs[:, None, :]
        stp = At[:, :, None] == Bt[:, None, :]
        soft = np.maximum(np.maximum(eq * np.float32(1), snd * np.float32(.95)), stp * np.float32(.7))
        ea, eb = eq.any(2), eq.any(1)
        if self.vectors is not None:
            Va = self.vectors[np.maximum(A, 0)] * ma[:, :, None]; Vb = self.vectors[np.maximum(B, 0)] * mb[:, :, None]
            sim = Va @ Vb.transpose(0, 2, 1)
            vec = np.maximum(soft, sim)
            rel = np.maximum(soft, np.clip((sim - 0.35) / 0.65, 0, 1))
            ra, rb = rel.max(2), rel.max(1)
            va, vb = vec.max(2), vec.max(1)
        sa, sb = soft.max(2) * ma, soft.max(1) * mb
        for nm, w in (("bits", self.bits), ("idf", self.idf)):
            wa = w[np.maximum(A, 0)] * ma; wb = w[np.maximum(B, 0)] * mb
            ta, tb = wa.sum(1) + eps, wb.sum(1) + eps
            xa, xb = (wa * ea).sum(1), (wb * eb).sum(1)
            both(nm + "_contain", xa / ta, xb / tb)
            f[nm + "_shared"] = np.minimum(xa, xb)
            f[nm + "_cos"] = np.sqrt((wa * wa * ea).sum(1) * (wb * wb * eb).sum(1)) / np.sqrt(((wa * wa).sum(1) + eps) * ((wb * wb).sum(1) + eps))
            both(nm + "_soft", (wa * sa).sum(1) / ta, (wb * sb).sum(1) / tb)
            both(nm + "_rarest_missing", (wa * (1 - sa)).max(1), (wb * (1 - sb)).max(1))
            f[nm + "_rarest_shared"] = (wa * ea).max(1)
            both(nm + "_missing", (wa * (1 - sa)).sum(1), (wb * (1 - sb)).sum(1))
            if self.vectors is not None:
                both(nm + "_rel", (wa * ra).sum(1) / ta, (wb * rb).sum(1) / tb)
                both(nm + "_relmiss", (wa * (1 - ra)).sum(1), (wb * (1 - rb)).sum(1))
                both(nm + "_vec", (wa * va).sum(1) / ta, (wb * vb).sum(1) / tb)
                ca = (Va * wa[:, :, None]).sum(1); cb = (Vb * wb[:, :, None]).sum(1)
                f[nm + "_centroid"] = (ca * cb).sum(1) / (np.linalg.norm(ca, axis=1) * np.linalg.norm(cb, axis=1) + eps)
        wa = self.bits[np.maximum(A, 0)] * ma; wb = self.bits[np.maximum(B, 0)] * mb
        # content bigrams weighted
        if min(eq.shape[1:]) > 1:
            bg = eq[:, :-1, :-1] & eq[:, 1:, 1:]
            w2 = wa[:, :-1] + wa[:, 1:]; w3 = wb[:, :-1] + wb[:, 1:]
            w2 = w2 * ma[:, 1:]; w3 = w3 * mb[:, 1:]
            both("phrase", (w2 * bg.any(2)).sum(1) / (w2.sum(1) + eps), (w3 * bg.any(1)).sum(1) / (w3.sum(1) + eps))
            f["phrase_shared"] = (w2 * bg.any(2)).sum(1)
        else:
            f["phrase_lo"] = f["phrase_hi"] = f["phrase_shared"] = np.zeros(len(left))
        ida = self.idf[np.maximum(A, 0)]; idb = self.idf[np.maximum(B, 0)]
        for nm, va_, vb_, edges in (("b", wa, wb, (0.1, 10, 12, 14, 16, 18, 21, 99)), ("i", ida * ma, idb * mb, (0.01, 3, 4.5, 6, 7.5, 9, 99))):
            for k in range(len(edges) - 1):
                ka = (va_ >= edges[k]) & (va_ < edges[k + 1]) & ma; kb = (vb_ >= edges[k]) & (vb_ < edges[k + 1]) & mb
                f[f"bin{nm}{k}_shared"] = np.minimum((ka & ea).sum(1), (kb & eb).sum(1))
                both(f"bin{nm}{k}_missing", (ka & ~ea).sum(1), (kb & ~eb).sum(1))
        # names
        for nm, a, b in (("names", An, Bn), ("numbers", Ad, Bd)):
            pa, pb = (wa * a).sum(1), (wb * b).sum(1)
            xa, xb = (wa * a * sa).sum(1), (wb * b * sb).sum(1)
            both(nm + "_contain", np.where(pa > 0, xa / (pa + eps), -1), np.where(pb > 0, xb / (pb + eps), -1))
            f[nm + "_shared"] = np.minimum(xa, xb)
            both(nm + "_missing", pa - xa, pb - xb)
        f["negation"] = ((self.neg[left] > 0) != (self.neg[right] > 0)).astype(np.float32)
        qa, qb = (wa * Aq).sum(1), (wb * Bq).sum(1)
        eqq = eq & Aq[:, :, None] & Bq[:, None, :]
        f["quoted_shared"] = (wa * eqq.any(2)).sum(1) / (np.minimum(qa, qb) + eps) * (np.minimum(qa, qb) > 0)
        f["quoted_lo"] = np.minimum(qa / (wa.sum(1) + eps), qb / (wb.sum(1) + eps))
        f["quoted_hi"] = np.maximum(qa / (wa.sum(1) + eps), qb / (wb.sum(1) + eps))
        units, inv = np.unique(np.concatenate([left, right]), return_inverse=True)
        K = self.sketch(units)
        f["char_cos"] = np.einsum("ij,ij->i", K[inv[:len(left)]], K[inv[len(left):]])
        return f
