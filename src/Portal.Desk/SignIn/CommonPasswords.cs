using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>
/// Refuses passwords that guessers try first (NIST SP 800-63B, 3.1.1.2): common words with digits and signs around them, sequences,
/// repetitions, and what stands in the person's own address. There is no rule about kinds of signs.
/// </summary>
sealed class CommonPasswords(IStringLocalizer texts) : IPasswordValidator<PortalUser>
{
    // Most of the lists of leaked passwords are these words, twice, or with something before and after.
    static readonly HashSet<string> Common = new((
        "password passwort lozinka sifra parola motdepasse contrasena senha geslo parol admin administrator root user guest test demo login master access secret private "
        + "welcome dobrodosli letmein changeme default temp temporary qwerty qwertz azerty asdf asdfgh zxcvbn yxcvbn qwertyuiop asdfghjkl zxcvbnm abc abcd abcdef abcdefgh "
        + "iloveyou volimte love ljubav sunshine princess dragon monkey shadow superman batman football fudbal baseball basketball soccer hockey killer charlie michael jordan "
        + "jessica ashley daniel andrew thomas computer internet google facebook microsoft windows samsung apple whatever trustno starwars pokemon hello zdravo hallo bonjour "
        + "summer winter spring autumn leto zima prolece jesen monday sunday january serbia srbija beograd belgrade russia moskva moscow kosovo jugoslavija yugoslavia zvezda "
        + "partizan crvenazvezda liverpool chelsea arsenal barcelona realmadrid portal diplomat diplomacy diplomatija diplo institute institut newsletter website editor author "
        + "nopassword mypassword passwordpassword freedom sloboda family porodica money novac secure security sigurnost").Split(' '), StringComparer.Ordinal);

    const string Sequences = "abcdefghijklmnopqrstuvwxyz abcčćddžđefghijklljmnnjoprsštuvzž 01234567890123456789 98765432109876543210 qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfghjklyxcvbnm 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc4rfv5tgb6yhn7ujm";

    public Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password) =>
        Task.FromResult(IsCommon(password ?? "", user.Email ?? user.UserName ?? "")
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordCommon", Description = texts["This password is one of those that are guessed first. Take four or five words that have nothing to do with one another."] })
            : IdentityResult.Success);

    /// <summary>Whether guessers would come to the password soon.</summary>
    public static bool IsCommon(string password, string address)
    {
        var plain = Plain(password);
        var word = plain.Trim("0123456789!?.,;:-_*+#@$%&/()[]{}=\"'<> ".ToCharArray());
        if (word.Length == 0)
            word = plain;
        word = Unrepeated(word);
        return word.Length < 4 || Common.Contains(word) || Common.Contains(Unleet(word)) || Common.Contains(Unleet(Unrepeated(plain)))
            || Sequences.Split(' ').Any(sequence => sequence.Contains(word, StringComparison.Ordinal))
            || WithoutPieces(word, Plain(address)).Count(char.IsLetter) < 4;
    }

    static string WithoutPieces(string word, string address) => address.Split('@', '.', '-', '_', '+').Where(piece => piece.Length >= 3)
        .Aggregate(word, (rest, piece) => rest.Replace(piece, "", StringComparison.Ordinal));

    static string Plain(string text) => text.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);

    static string Unleet(string text) => text.Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('@', 'a').Replace('5', 's').Replace('$', 's').Replace('7', 't');

    // “abcabcabc” is “abc”.
    static string Unrepeated(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            if (text.Length % length == 0 && text == string.Concat(Enumerable.Repeat(text[..length], text.Length / length)))
                return text[..length];
        }
        return text;
    }
}
