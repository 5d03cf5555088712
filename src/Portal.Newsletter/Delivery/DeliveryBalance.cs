namespace Portal.Newsletter.Delivery;

/// <summary>The books of an issue: everybody of its audience stands in exactly one column.</summary>
sealed record DeliveryBalance(int Audience, IReadOnlyDictionary<DeliveryState, int> States)
{
    /// <summary>Rows in a state.</summary>
    public int this[DeliveryState state] => States.GetValueOrDefault(state);

    /// <summary>Rows that are not over: queued, on the wire or in doubt.</summary>
    public int Pending => this[DeliveryState.Queued] + this[DeliveryState.Attempting] + this[DeliveryState.InDoubt];

    /// <summary>Whether audience = sent + failed + suppressed + skipped + held + queued + attempting + in doubt.</summary>
    public bool IsBalanced => States.Values.Sum() == Audience;

    /// <summary>The equation in words.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Audience} recipients = {this[DeliveryState.Sent]} sent + {this[DeliveryState.Failed]} failed + {this[DeliveryState.Suppressed]} left + {this[DeliveryState.Skipped]} with nothing new + {this[DeliveryState.Held]} held + {Pending} pending{(IsBalanced ? "" : " (THE BOOKS DO NOT BALANCE)")}");
}
