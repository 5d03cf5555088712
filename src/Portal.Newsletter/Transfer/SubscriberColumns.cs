namespace Portal.Newsletter.Transfer;

/// <summary>Which column of a table holds what; null where none does.</summary>
sealed record SubscriberColumns
{
    /// <summary>The address. The one column that is needed.</summary>
    public int? Address { get; init; }

    /// <summary>A culture, or the name of a language.</summary>
    public int? Language { get; init; }

    /// <summary>A rhythm: <c>daily</c>, <c>weekly</c>, <c>monthly</c>, <c>as-it-happens</c>.</summary>
    public int? Rhythm { get; init; }

    /// <summary>Names or identifiers of topics.</summary>
    public int? Topics { get; init; }

    /// <summary>Names or identifiers of regions.</summary>
    public int? Regions { get; init; }

    /// <summary>The day on which the person agreed.</summary>
    public int? ConsentDate { get; init; }

    /// <summary>Where the person agreed.</summary>
    public int? ConsentSource { get; init; }

    /// <summary>The names of the fields, as mappings and exports write them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["address", "language", "rhythm", "topics", "regions", "consent-date", "consent-source"];

    /// <summary>What the names of the columns suggest.</summary>
    public static SubscriberColumns Guess(IReadOnlyList<string> header) => new()
    {
        Address = Find(header, "address", "email", "e-mail", "e-mail address", "email address", "mail", "имејл", "имејл адреса", "adresa", "imejl"),
        Language = Find(header, "language", "lang", "locale", "језик", "jezik"),
        Rhythm = Find(header, "rhythm", "frequency", "how often"),
        Topics = Find(header, "topics", "tags", "interests", "теме", "teme"),
        Regions = Find(header, "regions", "региони", "regioni"),
        ConsentDate = Find(header, "consent-date", "consent date", "confirmed", "confirm_time", "optin_time", "opt-in date", "subscribed_at", "created_at"),
        ConsentSource = Find(header, "consent-source", "consent source", "source", "optin_source", "form"),
    };

    /// <summary>With another column for a field, by its name and the column's.</summary>
    /// <exception cref="FormatException">There is no such field or column.</exception>
    public SubscriberColumns With(string field, string column, IReadOnlyList<string> header)
    {
        var at = Find(header, column) ?? throw new FormatException($"There is no column “{column}”.");
        return With(field, at);
    }

    /// <summary>With another column for a field; null for none.</summary>
    /// <exception cref="FormatException">There is no such field.</exception>
    public SubscriberColumns With(string field, int? at) => field switch
    {
        "address" => this with { Address = at },
        "language" => this with { Language = at },
        "rhythm" => this with { Rhythm = at },
        "topics" => this with { Topics = at },
        "regions" => this with { Regions = at },
        "consent-date" => this with { ConsentDate = at },
        "consent-source" => this with { ConsentSource = at },
        _ => throw new FormatException($"There is no field “{field}”. The fields are: {string.Join(", ", Names)}."),
    };

    /// <summary>The column of a field.</summary>
    public int? this[string field] => field switch
    {
        "address" => Address,
        "language" => Language,
        "rhythm" => Rhythm,
        "topics" => Topics,
        "regions" => Regions,
        "consent-date" => ConsentDate,
        "consent-source" => ConsentSource,
        _ => null,
    };

    static int? Find(IReadOnlyList<string> header, params string[] names)
    {
        for (var at = 0; at < header.Count; at++)
        {
            if (names.Contains(header[at].Trim(), StringComparer.OrdinalIgnoreCase))
                return at;
        }
        return null;
    }
}
